import type { RunInput, TurnEvent, TurnOptions, TurnResult } from "codex-app-server-sdk";

/** Options of a turn that can be sent to another machine: what is plain JSON of the SDK's own. */
export type FleetTurnOptions = Omit<
  TurnOptions,
  "signal" | "outputRetries" | "clientUserMessageId"
>;

/** What is to be one turn of a thread. */
export interface Message {
  /**
   * The turn's id in the fleet. The server keeps it with the message as its `clientId`, by which a
   * worker sees that a message has been given to the model already.
   */
  readonly id: string;
  /** What the model is told. Paths in it are those of the worker's machine. */
  readonly input: RunInput;
  /** How the turn runs. */
  readonly options: FleetTurnOptions;
}

/** A message that a worker is to answer. */
export interface BegunMessage {
  /** The message. */
  readonly message: Message;
  /** 1 for the first attempt; greater when a worker began it before and did not finish. */
  readonly attempt: number;
  /** How many earlier attempts just stopped: their worker has died, or lost the thread. */
  readonly deaths: number;
  /** Whether somebody has interrupted an earlier attempt. */
  readonly isInterrupted: boolean;
}

/**
 * How a message ended. `finished`: its turn is over, whatever its status, and stored. `failed`: it
 * could not be run, or not to its end; `code` is that of the SDK's error. `cancelled`: it was
 * interrupted before a worker began it, and the model never saw it.
 */
export type Outcome =
  | { readonly kind: "finished"; readonly result: TurnResult<unknown> }
  | { readonly kind: "failed"; readonly code: string; readonly message: string }
  | { readonly kind: "cancelled" };

/**
 * What a turn does: the SDK's events, and what only a fleet has. A turn ends with exactly one of
 * `finish`, `failed` and `cancelled`, and what it did is stored by then.
 */
export type FleetEvent =
  | TurnEvent
  /** A worker begins. From the second attempt on, what was shown of the turn before is void. */
  | { type: "attempt-start"; attempt: number }
  /** The turn could not be run, or not to its end. */
  | { type: "failed"; code: string; message: string }
  /** The turn was interrupted before it began. */
  | { type: "cancelled" };

/** An event as it stands in the log of its thread. */
export type LoggedEvent = FleetEvent & {
  /** Where the log can be read on from. Opaque; only the engine that made it can compare it. */
  eventId: string;
  /** The turn, by the id of its message. */
  turnId: string;
};
