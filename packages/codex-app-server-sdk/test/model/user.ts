import type { Codex, Logger, Thread, TurnHandle, TurnResult } from "../../src/index.js";
import { isCodexError } from "../../src/index.js";

/** A call that starts a turn. */
export interface Call {
  /** What the turn is given as input, by which the server tells whose it is. */
  readonly name: string;
  readonly kind: "run" | "turn" | "review" | "goal" | "compact" | "raw";
  readonly threadId: string;
  readonly abort: AbortController;
  /** `told`: its caller knows how the turn ended. `left`: it has gone without knowing that. */
  ended: "told" | "left" | undefined;
  /** The result or error that its caller was given. */
  outcome: unknown;
}

/** What an interrupt was told to keep. */
export type Kept = "nothing" | "commands" | "agents" | "everything";

/** A handle on a turn, and the call that it comes from, if that was this client's. */
interface Held {
  readonly handle: TurnHandle;
  readonly call: Call | undefined;
  readonly interrupts: Interrupt[];
}

export interface Interrupt {
  readonly kept: Kept;
  /** Whether the caller was told that it did not work. */
  hasFailed: boolean;
}

interface Tracked {
  readonly name: string;
  readonly promise: Promise<unknown>;
  state: "pending" | "fulfilled" | "rejected";
}

/** A thread that can be named in a call. */
interface NamedThread {
  readonly id: string;
  readonly isArchived: boolean;
}

/** Somebody who uses a client, and all that came of it. */
export abstract class User {
  abstract readonly codex: Codex;
  readonly views: Thread[] = [];
  readonly held: Held[] = [];
  readonly calls: Call[] = [];
  readonly tracked: Tracked[] = [];
  /** What the user was told in words: what was logged, and the messages of errors. */
  readonly told: string[] = [];
  /** What went against a promise already while the sequence ran. */
  readonly faults: string[] = [];
  /** Threads that some caller was given, or subscribed to by a request past their objects. */
  readonly opened = new Set<string>();
  isClosed = false;
  #names = 0;

  /** Keeps what is told in earnest. */
  get logger(): Logger {
    const tell = (message: string): void => void this.told.push(message);
    const ignore = (): void => {};
    return { debug: ignore, info: ignore, warn: tell, error: tell };
  }

  /** The threads that the user can name. */
  abstract get threads(): readonly NamedThread[];

  /** Lets everything happen that does not wait for anybody. */
  abstract settle(): Promise<void>;

  /** Called when a thread could not be resumed. */
  resumeFailed(_threadId: string, _error: unknown): void {}

  /** The call that a handle on the same turn comes from. */
  callOf({ id }: TurnHandle): Call | undefined {
    return this.held.find(({ handle }) => handle.id === id)?.call;
  }

  close(): void {
    this.isClosed = true;
    this.track("close", this.codex.close());
  }

  /** Every promise that a user gets must settle in the end, and not with just any error. */
  track(name: string, promise: Promise<unknown>): void {
    const tracked: Tracked = { name, promise, state: "pending" };
    this.tracked.push(tracked);
    promise.then(
      () => {
        tracked.state = "fulfilled";
      },
      (reason: unknown) => {
        tracked.state = "rejected";
        this.told.push(String(reason));
        if (isCodexError(reason) || this.#isGivenReason(reason)) return;
        this.faults.push(`${name} rejected with ${String(reason)}`);
      },
    );
  }

  /** A call that starts a turn; `start` resolves when its caller knows how that has ended. */
  call(kind: Call["kind"], threadId: string, start: (call: Call) => Promise<unknown>): void {
    this.#names += 1;
    const name = `${kind}-${this.#names}`;
    const call: Call = {
      name,
      kind,
      threadId,
      abort: new AbortController(),
      ended: undefined,
      outcome: undefined,
    };
    this.calls.push(call);
    const told = start(call);
    this.track(name, told);
    told.then(
      (result) => {
        call.outcome = result;
        call.ended = "told";
      },
      (reason: unknown) => {
        call.outcome = reason;
        call.ended = call.abort.signal.aborted || isLeave(reason) ? "left" : "told";
      },
    );
  }

  /** A handle on a turn; resolves when its result is there. */
  hold(handle: TurnHandle, call?: Call): Promise<TurnResult> {
    this.held.push({ handle, call, interrupts: [] });
    return handle.result();
  }

  #isGivenReason(reason: unknown): boolean {
    return this.calls.some(({ abort: { signal } }) => signal.aborted && signal.reason === reason);
  }
}

/** Whether an error does not tell the caller of a turn how that has ended. */
function isLeave(reason: unknown): boolean {
  const code = isCodexError(reason) ? reason.code : "";
  return ["TURN_TIMEOUT", "REQUEST_TIMEOUT", "PROTOCOL_VIOLATION"].includes(code);
}
