import type * as wire from "codex-app-server-sdk/protocol";
import type { InterruptOptions } from "../options/turn-options.js";
import { AgentText } from "./agent-text.js";
import type { RunInput } from "./inputs.js";
import type { LiveTurn } from "./live-turn.js";
import { TurnFailedError, TurnInterruptedError } from "./turn-errors.js";
import type { TurnResult } from "./turn-result.js";

/** What a handle needs beside its turn. */
export interface TurnHandleOptions {
  /** What becomes of a running turn when an `await using` block is left. */
  onDispose: "interrupt" | "detach";
  /** The wire's form of what the turn is steered with. */
  toInputs(input: RunInput): Promise<wire.UserInput[]>;
}

/**
 * A turn that was started. It runs whether or not you use this handle. `run()`, `result()` and the
 * streams may be used in any order, any number of times, and after the end.
 */
export class TurnHandle<Output = undefined> implements AsyncDisposable {
  /** The turn's id. */
  readonly id: string;
  /** The id of the thread that it belongs to. */
  readonly threadId: string;
  readonly #turn: LiveTurn;
  readonly #options: TurnHandleOptions;

  private constructor(turn: LiveTurn, options: TurnHandleOptions) {
    this.#turn = turn;
    this.#options = options;
    this.id = turn.turnId ?? "";
    this.threadId = turn.threadId;
  }

  /** @internal */
  static of(turn: LiveTurn, options: TurnHandleOptions): TurnHandle {
    return new TurnHandle(turn, options);
  }

  /**
   * How many text deltas were joined to the one before them because a stream was read too slowly.
   */
  get coalesced(): number {
    return this.#turn.output.joined;
  }

  /**
   * Streams this turn's notifications as the server sent them, up to and including
   * `turn/completed`. The first stream starts at the beginning of the turn, later ones at the
   * moment of the call. Leaving a stream does not end the turn. Rejects when the connection ends or
   * the turn is given up first, and with `BufferOverflowError` when it is read so slowly that its
   * buffer exceeds the `limits`.
   *
   * @example
   * ```ts
   * for await (const { method, params } of turn.stream()) {
   *   switch (method) {
   *     case "item/started":
   *       console.log(`> ${params.item.type}`);
   *       break;
   *     case "item/agentMessage/delta":
   *       process.stdout.write(params.delta);
   *       break;
   *     case "item/commandExecution/outputDelta":
   *       process.stdout.write(params.delta);
   *       break;
   *     case "error":
   *       // With willRetry the server tries again by itself: progress, not failure.
   *       console.log(params.willRetry ? "retrying:" : "failed:", params.error.message);
   *       break;
   *     case "turn/completed":
   *       console.log(`\n< ${params.turn.status}`);
   *       break;
   *   }
   * }
   * ```
   */
  stream(): AsyncIterable<wire.ServerNotification> {
    return this.#turn.output.openStream();
  }

  /**
   * Streams the text of the agent's messages as it is written. Otherwise like `stream()`.
   *
   * @example
   * ```ts
   * for await (const text of turn.textStream()) process.stdout.write(text);
   * ```
   */
  textStream(): AsyncIterable<string> {
    return new AgentText(this.#turn.output.openStream());
  }

  /**
   * Waits for the end of the turn. Resolves with the turn, including all items, whatever its
   * status. Rejects when the connection ends, or when the turn's own signal or time limit gives it
   * up.
   */
  async run(): Promise<wire.Turn> {
    return (await this.#settled()).turn;
  }

  /**
   * Like `run()`, but resolves with the result, and rejects with `TurnFailedError` or
   * `TurnInterruptedError` when the turn did not complete.
   *
   * @example
   * ```ts
   * const { finalResponse } = await turn.result();
   * console.log(finalResponse);
   * ```
   */
  async result(): Promise<TurnResult<Output>> {
    const result = await this.#settled();
    if (result.turn.status === "failed") {
      throw new TurnFailedError(result, this.#turn.reasonOf(result));
    }
    if (result.turn.status === "interrupted") throw new TurnInterruptedError(result);
    return result as TurnResult<Output>; // whoever makes the handle chooses the type of the output
  }

  /**
   * Adds input to the running turn; the model sees it with its next request. Rejects with
   * `InvalidRequestError` when the turn has ended.
   *
   * @example
   * ```ts
   * const count = await thread.turn("Count to a thousand.");
   * await count.steer("Stop at ten.");
   * console.log((await count.result()).finalResponse);
   * ```
   */
  async steer(input: RunInput): Promise<void> {
    await this.#turn.steer(await this.#options.toInputs(input));
  }

  /**
   * Interrupts the turn. Resolves when it has ended, or at once if it already has. Also ends, as
   * far as possible, what this turn began: the commands that it left running, unless `commands` is
   * `keep`, and the sub-agents that it started, unless `agents` is `keep`. What earlier turns left
   * running continues. Ending commands needs `experimentalApi`.
   *
   * @example
   * ```ts
   * const story = await thread.turn("Tell me a very long story.");
   * await story.interrupt();
   * console.log((await story.run()).status);
   * ```
   */
  async interrupt(options?: InterruptOptions): Promise<void> {
    return this.#turn.interrupt(options);
  }

  /**
   * Interrupts the turn if it is still running and this client started it. Never rejects.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#options.onDispose === "detach") return;
    // If the turn can't be interrupted any more, the server is gone and nothing is left to dispose.
    await this.#turn.interrupt().catch(() => {});
  }

  async #settled(): Promise<TurnResult> {
    const end = await this.#turn.ended;
    if (end.kind === "lost") throw end.reason;
    return end.result;
  }
}
