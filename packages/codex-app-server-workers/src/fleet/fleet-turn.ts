import {
  type InterruptOptions,
  type RunInput,
  TurnFailedError,
  TurnInterruptedError,
  type TurnResult,
} from "codex-app-server-sdk";
import type { Engine, Wait } from "../engine/engine.js";
import type { LoggedEvent } from "../engine/message.js";
import {
  SteerRefusedError,
  TurnCancelledError,
  TurnNotRunError,
  TurnOverError,
} from "../errors/index.js";

/** Where to read events from, and when to stop. */
export interface EventsOptions extends Wait {
  /** The `eventId` of the last event that was read. Default: from the beginning. */
  after?: string | undefined;
}

/**
 * A turn that was sent to a thread. It waits and runs whether or not you use this object, and any
 * process with the same engine can have another one: `fleet.thread(threadId).attach(id)`.
 */
export class FleetTurn {
  /** The turn's id in the fleet. */
  readonly id: string;
  /** The id of its thread in the fleet. */
  readonly threadId: string;
  readonly #engine: Engine;

  private constructor(engine: Engine, threadId: string, id: string) {
    this.#engine = engine;
    this.threadId = threadId;
    this.id = id;
  }

  /** @internal */
  static of(engine: Engine, threadId: string, id: string): FleetTurn {
    return new FleetTurn(engine, threadId, id);
  }

  /**
   * Streams what the turn does: the SDK's events, each with its `eventId`, by which any process can
   * read on. Ends after `finish`, `failed` or `cancelled`. After an `attempt-start` whose `attempt`
   * is not 1, the turn begins anew. Rejects with `EventsTrimmedError` when events that were to be
   * read are not kept any more, and with `TurnUnknownError`.
   *
   * @example
   * ```ts
   * const after = request.headers.get("last-event-id") ?? undefined;
   * for await (const event of turn.events({ after })) {
   *   write(`id: ${event.eventId}\ndata: ${JSON.stringify(event)}\n\n`);
   * }
   * ```
   */
  async *events(options: EventsOptions = {}): AsyncGenerator<LoggedEvent, void, undefined> {
    const { signal } = options;
    const after = options.after ?? (await this.#engine.beginningOf(this.threadId, this.id));
    for await (const event of this.#engine.events(this.threadId, { after, signal })) {
      if (event.turnId !== this.id) continue;
      yield event;
      if (event.type === "finish" || event.type === "failed" || event.type === "cancelled") return;
    }
  }

  /**
   * Streams the text that the agent writes. Where the turn begins anew, so does the text:
   * `events()` tells the two apart. Rejects as `events()`.
   */
  async *textStream(options: Wait = {}): AsyncGenerator<string, void, undefined> {
    for await (const event of this.events(options)) {
      if (event.type === "text-delta" && event.phase !== "plan") yield event.text;
    }
  }

  /**
   * Resolves when the turn has completed and is stored. Rejects as the SDK's with `TurnFailedError`
   * or `TurnInterruptedError`, with `TurnCancelledError` when it was interrupted before it began,
   * with `TurnNotRunError` when no worker could run it, with `TurnUnknownError`, and with the
   * signal's reason.
   */
  async result(wait?: Wait): Promise<TurnResult<unknown>> {
    const outcome = await this.#engine.outcome(this.threadId, this.id, wait);
    switch (outcome.kind) {
      case "cancelled":
        throw new TurnCancelledError(this.threadId, this.id);
      case "failed":
        throw new TurnNotRunError(this.id, outcome.code, outcome.message);
      case "finished":
        return completed(outcome.result);
    }
  }

  /**
   * Adds input to the running turn, or to the one that waits as soon as it runs. Resolves when the
   * server has taken it. Rejects with `TurnOverError` when the turn has ended, with
   * `SteerRefusedError` when the server did not take it, and with the signal's reason.
   */
  async steer(input: RunInput, wait?: Wait): Promise<void> {
    const signal = { id: crypto.randomUUID(), kind: "steer", input } as const;
    const outcome = await this.#engine.signal(this.threadId, this.id, signal, wait);
    if (outcome.kind === "late") throw new TurnOverError(this.threadId, this.id);
    if (outcome.kind === "refused") throw new SteerRefusedError(this.id, outcome.reason);
  }

  /**
   * Interrupts the turn, as the SDK's `interrupt()`; one that waits is cancelled. Resolves when it
   * has ended, or at once if it already has. Rejects with `TurnUnknownError`, and with the signal's
   * reason.
   */
  async interrupt(options: InterruptOptions = {}, wait?: Wait): Promise<void> {
    const signal = { id: crypto.randomUUID(), kind: "interrupt", options } as const;
    await this.#engine.signal(this.threadId, this.id, signal, wait);
    await this.#engine.outcome(this.threadId, this.id, wait);
  }
}

function completed(result: TurnResult<unknown>): TurnResult<unknown> {
  const { status, error } = result.turn;
  if (status === "failed") throw new TurnFailedError(result, error?.message);
  if (status === "interrupted") throw new TurnInterruptedError(result);
  return result;
}
