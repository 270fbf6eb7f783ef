import type * as wire from "codex-app-server-sdk/protocol";
import { checkOptions } from "../options/check-options.js";
import type { RunInput } from "./inputs.js";
import type { InterruptOptions, RunningTurn } from "./running-turn.js";
import { TurnFailedError, TurnInterruptedError } from "./turn-errors.js";
import type { TurnResult } from "./turn-result.js";

type ToInputs = (input: RunInput) => Promise<wire.UserInput[]>;

/**
 * A turn that was started. It runs whether or not you use this handle. `run()`, `result()` and the
 * streams may be used in any order, any number of times, and after the end.
 */
export class TurnHandle<Output = undefined> implements AsyncDisposable {
  /** The turn's id. */
  readonly id: string;
  /** The id of the thread that it belongs to. */
  readonly threadId: string;
  readonly #turn: RunningTurn;
  readonly #toInputs: ToInputs;

  private constructor(turn: RunningTurn, toInputs: ToInputs) {
    this.#turn = turn;
    this.#toInputs = toInputs;
    this.id = turn.turnId;
    this.threadId = turn.threadId;
  }

  /** @internal */
  static of(turn: RunningTurn, toInputs: ToInputs): TurnHandle {
    return new TurnHandle(turn, toInputs);
  }

  /**
   * How many text deltas were joined to the one before them because a stream was read too slowly.
   */
  get coalesced(): number {
    return this.#turn.joined;
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
    return this.#turn.openStream();
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
    return agentText(this.stream());
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
    await this.#turn.steer(await this.#toInputs(input));
  }

  /**
   * Interrupts the turn. Resolves when it has ended, or at once if it already has. Also ends
   * commands that the turn left running, as far as possible, unless `commands` is `keep`.
   *
   * @example
   * ```ts
   * const story = await thread.turn("Tell me a very long story.");
   * await story.interrupt();
   * console.log((await story.run()).status);
   * ```
   */
  async interrupt(options?: InterruptOptions): Promise<void> {
    checkOptions(options, ["commands"]);
    return this.#turn.interrupt(options);
  }

  /** Interrupts the turn if it is still running. Never rejects. */
  async [Symbol.asyncDispose](): Promise<void> {
    // If the turn can't be interrupted any more, the server is gone and nothing is left to dispose.
    await this.#turn.interrupt().catch(() => {});
  }

  async #settled(): Promise<TurnResult> {
    const end = await this.#turn.ended;
    if (end.kind === "lost") throw end.reason;
    return end.result;
  }
}

async function* agentText(stream: AsyncIterable<wire.ServerNotification>): AsyncGenerator<string> {
  for await (const notification of stream) {
    if (notification.method !== "item/agentMessage/delta") continue;
    // A malformed delta is delivered by `stream()` only, because it contains no text.
    if (typeof notification.params?.delta === "string") yield notification.params.delta;
  }
}
