import type { RunInput, TurnResult } from "codex-app-server-sdk";
import type { Approval } from "../engine/approval.js";
import type { Engine } from "../engine/engine.js";
import type { FleetTurnOptions, LoggedEvent } from "../engine/message.js";
import { checkId } from "./check-id.js";
import { type EventsOptions, FleetTurn } from "./fleet-turn.js";

/** Options of a turn of a fleet: those of the SDK that can be sent to another machine. */
export interface SendOptions extends FleetTurnOptions {
  /**
   * The turn's id; default: a new one. Sending an id again sends nothing and returns the same turn,
   * so that a request that is repeated does not ask the model twice.
   */
  id?: string | undefined;
}

/** A thread of a fleet. It need not exist: its first turn starts it, on whichever worker. */
export class FleetThread {
  /** The thread's id in the fleet, which is yours to choose. */
  readonly id: string;
  readonly #engine: Engine;

  private constructor(engine: Engine, id: string) {
    this.#engine = engine;
    this.id = id;
  }

  /** @internal */
  static of(engine: Engine, id: string): FleetThread {
    checkId("thread", id);
    return new FleetThread(engine, id);
  }

  /**
   * Sends a message, which becomes a turn when those before it have ended. Resolves when it waits
   * in the thread's mailbox, from where it is not lost. Rejects with `MailboxFullError` when too
   * many wait, and with the SDK's `OptionsError` for an id that can't be one.
   */
  async turn(input: RunInput, options: SendOptions = {}): Promise<FleetTurn> {
    const { id = crypto.randomUUID(), ...turnOptions } = options;
    checkId("turn", id);
    await this.#engine.send(this.id, { id, input, options: turnOptions });
    return this.attach(id);
  }

  /** Like `turn()`, but resolves when the turn has completed, as `turn.result()` does. */
  async run(input: RunInput, options?: SendOptions): Promise<TurnResult<unknown>> {
    return (await this.turn(input, options)).result();
  }

  /** A turn that was sent before, by any process. */
  attach(turnId: string): FleetTurn {
    return FleetTurn.of(this.#engine, this.id, turnId);
  }

  /**
   * Streams the events of all turns, each with its `turnId`, those to come included; ends with the
   * signal only. Begins with the oldest that is kept. Rejects with `EventsTrimmedError` when events
   * that follow `after` are not kept any more, and with the signal's reason.
   */
  events(options?: EventsOptions): AsyncIterable<LoggedEvent> {
    return this.#engine.events(this.id, options);
  }

  /** The questions that wait for an answer, the oldest first. */
  approvals(): Promise<Approval[]> {
    return this.#engine.approvals(this.id);
  }

  /**
   * Answers a question as the SDK's handler of its `kind` would. Rejects with `ApprovalOverError`
   * when it was answered already, or its turn has ended.
   *
   * @example
   * ```ts
   * const thread = fleet.thread("user-42");
   * for (const { id, kind } of await thread.approvals()) {
   *   if (kind === "commandApproval") await thread.answer(id, { decision: "accept" });
   * }
   * ```
   */
  answer(approvalId: string, answer: unknown): Promise<void> {
    return this.#engine.answerApproval(this.id, approvalId, answer);
  }
}
