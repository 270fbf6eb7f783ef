import type * as wire from "codex-app-server-sdk/protocol";
import type { OutputSchema } from "../schemas/output-schema.js";
import type { Presets } from "./presets.js";

/** Time limits of a turn, which is interrupted beyond them and rejects with `TurnTimeoutError`. */
export interface TurnTimeouts {
  /**
   * Longest time in which nothing of the turn is heard and nothing of it is at work, in
   * milliseconds; default 600 000, 0 = none. Whatever was started and not completed is at work,
   * and so is a handler that is asked; what the model writes is not, nor is a command in the
   * background.
   */
  idleMs?: number | undefined;
  /** Longest time from the start of the turn to its end, in milliseconds; default 0 = no limit. */
  totalMs?: number | undefined;
  /**
   * Longest time for which the server may try in vain to reach the model, from its first report of
   * that to the next sign of progress, in milliseconds; default 300 000, 0 = none. Without a
   * network it reports once and then tries for ever.
   */
  retryMs?: number | undefined;
}

/** When to give a turn up. */
export interface TurnLife {
  /**
   * Aborting interrupts the turn. Everything that waits for the turn rejects with the signal's
   * reason.
   */
  signal?: AbortSignal | undefined;
  /** Time limits of the turn. */
  timeouts?: TurnTimeouts | undefined;
}

/** Options of one turn: the wire's own, the presets, and what belongs to the turn's life. */
export interface TurnOptions
  extends Omit<wire.TurnStartParams, "threadId" | "input">,
    Presets,
    TurnLife {
  /**
   * How the agent works from this turn on, until it is changed: `plan` explores, asks (`userInput`)
   * and writes a plan instead of changing things; `default` goes back. Default: no change. The
   * thread's model and effort stay, unless `model` and `effort` are given. It stands for
   * `collaborationMode`, beside which it is refused, and needs `experimentalApi`.
   */
  mode?: "plan" | "default" | undefined;
  /**
   * How often the model may answer once more when its answer does not fit the schema of `output`;
   * default 0. It is told what is wrong in a further turn of the same thread, to which the same
   * options and time limits apply; the thread stays busy in between. Only for `thread.run()`.
   */
  outputRetries?: number | undefined;
}

/** Options of one turn whose answer may be typed. */
export interface TypedTurnOptions extends TurnOptions {
  /** The schema of the answer. */
  output?: OutputSchema | undefined;
}

/** Options of `thread.review()`: the wire's own, and what belongs to the turn's life. */
export interface ReviewOptions
  extends Omit<wire.ReviewStartParams, "threadId" | "target">,
    TurnLife {}

/** Options of `thread.currentTurn()`. */
export interface CurrentTurnOptions {
  /**
   * When to give the turn up; default never, because somebody else started it. A turn that this
   * client started keeps its own.
   */
  timeouts?: TurnTimeouts | undefined;
}

/** Options of `turn.interrupt()`. */
export interface InterruptOptions {
  /** What becomes of the commands that this turn left running; default `stop`. */
  commands?: "stop" | "keep" | undefined;
  /** What becomes of the sub-agents that it set to work, and their commands; default `stop`. */
  agents?: "stop" | "keep" | undefined;
}

/** Options of `turn.stream()` and `turn.events()`. */
export interface ReadFromOptions {
  /**
   * Where to begin: with the beginning of the turn, or with what follows. Default: the first one
   * of its kind begins at the start, later ones now.
   */
  from?: "start" | "now" | undefined;
}

/** Options of `turn.textStream()`. */
export interface TextStreamOptions {
  /**
   * Which of the agent's texts are wanted; default: all messages. `final_answer` includes the
   * messages that are not marked, as models without marks answer with those; `plan` is the text of
   * a plan, which is no message.
   */
  phase?: "final_answer" | "commentary" | "plan" | undefined;
}
