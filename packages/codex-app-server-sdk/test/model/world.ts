import { setImmediate } from "node:timers/promises";
import { vi } from "vitest";
import { Codex, type TraceEntry, type TurnHandle } from "../../src/index.js";
import { FakeServer } from "./fake-server.js";
import type { FakeThread } from "./fake-thread.js";
import type { FakeTurn } from "./fake-turn.js";
import { forgetRecordsSeen } from "./records-seen.js";
import { type Call, type Interrupt, User } from "./user.js";

/** How long the server may take to answer, in milliseconds. */
export const requestMs = 1_000;

/** A request of the server that a handler was asked to answer. */
interface Asked {
  readonly signal: AbortSignal;
  isAnswered: boolean;
  answer(): void;
}

/** A client, the server that it talks to, and all that was asked of both. */
export class World extends User {
  readonly codex: Codex;
  readonly server: FakeServer;
  readonly asked: Asked[] = [];
  /** Threads on which whatever ran was interrupted by a request past their objects. */
  readonly isInterruptedRaw = new Set<string>();
  /** The goals that the client held when it was closed. */
  readonly goalsAtClose: string[] = [];

  constructor(isShared: boolean, trace?: (entry: TraceEntry) => void) {
    super();
    forgetRecordsSeen();
    this.server = new FakeServer(isShared, (threadId) => this.#compactionOf(threadId));
    this.codex = new Codex({
      transport: this.server.transport,
      timeouts: { requestMs, closeMs: 500, startMs: requestMs },
      logger: this.logger,
      trace,
      handlers: { commandApproval: (_, { signal }) => this.#ask(signal) },
    });
  }

  /** The threads that a user can name. */
  override get threads(): FakeThread[] {
    return this.server.threads.filter(({ isKnown }) => isKnown);
  }

  /** Whether the client can still do anything. */
  get isAlive(): boolean {
    return !this.isClosed && this.server.isOpen;
  }

  /** Closes the client, whose goals must then not go on by themselves. */
  override close(): void {
    const isHeld = ({ kind, ended }: Call): boolean => kind === "goal" && ended === undefined;
    this.goalsAtClose.push(...this.calls.filter(isHeld).map(({ name }) => name));
    super.close();
  }

  override callOf({ id }: TurnHandle): Call | undefined {
    const turn = this.server.turns.find((one) => one.id === id);
    return turn && this.callsOf(turn)[0];
  }

  override resumeFailed(threadId: string, error: unknown): void {
    const thread = this.server.find(threadId);
    const isFault = thread?.isLive && thread.isStored && this.isAlive;
    if (!isFault || this.server.hasMisbehaved) return;
    this.faults.push(`${threadId} can't be resumed: ${String(error)}`);
  }

  override async settle(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      await setImmediate();
      this.server.hearAnswers();
    }
  }

  /** Lets time pass, on the clock of the test. */
  async advance(ms: number): Promise<void> {
    await this.settle(); // What was called just before has its timers only then.
    let isOver = false;
    setTimeout(() => {
      isOver = true;
    }, ms);
    while (!isOver) {
      vi.advanceTimersToNextTimer();
      await this.settle();
    }
  }

  /** The calls whose input a turn got. */
  callsOf(turn: FakeTurn): Call[] {
    return this.calls.filter(({ name }) => turn.inputs.includes(name));
  }

  /** What the interrupts of a turn were told to keep. */
  interruptsOf(turn: FakeTurn): Interrupt[] {
    const calls = this.callsOf(turn);
    return this.held
      .filter(({ call, handle }) => (call ? calls.includes(call) : handle.id === turn.id))
      .flatMap(({ interrupts }) => interrupts);
  }

  #ask(signal: AbortSignal): Promise<{ decision: "accept" }> {
    return new Promise((resolve) => {
      const asked: Asked = {
        signal,
        isAnswered: false,
        answer: () => {
          asked.isAnswered = true;
          resolve({ decision: "accept" });
        },
      };
      this.asked.push(asked);
    });
  }

  /** The call that asks for a compaction now: the first one, if there are several. */
  #compactionOf(threadId: string): string | undefined {
    const isIt = (call: Call): boolean =>
      call.kind === "compact" && call.threadId === threadId && call.ended === undefined;
    return this.calls.find(isIt)?.name;
  }
}
