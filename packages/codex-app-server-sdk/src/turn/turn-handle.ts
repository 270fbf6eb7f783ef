import type * as wire from "codex-app-server-sdk/protocol";
import { checkOptions } from "../options/check-options.js";
import type { RunInput } from "./inputs.js";
import type { InterruptOptions, RunningTurn } from "./running-turn.js";
import { TurnFailedError, TurnInterruptedError } from "./turn-errors.js";
import type { TurnResult } from "./turn-result.js";

type ToInputs = (input: RunInput) => Promise<wire.UserInput[]>;

/**
 * A turn that was started. It runs whether or not anybody looks at it; `run()`, `result()` and
 * streams may be used in any number and order, also after its end.
 */
export class TurnHandle<Output = undefined> implements AsyncDisposable {
  /** The turn's id, as in its notifications. */
  readonly id: string;
  /** The thread it runs on. */
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

  /** How many deltas were joined to the one before them because a stream was read too slowly. */
  get coalesced(): number {
    return this.#turn.joined;
  }

  /**
   * This turn's notifications as the server sent them, up to and including `turn/completed`. The
   * first stream starts with the turn, later ones where they are called. Leaving it does not end
   * the turn. Rejects when the connection or the turn is given up before the turn's end, and with
   * `BufferOverflowError` when it is read far too slowly.
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
   *       console.log(params.willRetry ? `retrying: ${params.error.message}` : params.error.message);
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
   * The text of the agent's messages as it is written. A `stream()` in all other respects.
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
   * Waits for the end and resolves with the turn, all items filled in, whatever its status.
   * Rejects when the connection ends, or the turn's own signal or time-out gives it up.
   */
  async run(): Promise<wire.Turn> {
    return (await this.#settled()).turn;
  }

  /**
   * Like `run()`, and rejects with `TurnFailedError` or `TurnInterruptedError` where it did not
   * complete.
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
    return result as TurnResult<Output>; // only whoever makes the handle knows of the output
  }

  /**
   * Gives the running turn further input; the model sees it with its next request. Rejects with
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
   * Interrupts the turn. Resolves when it has ended, at once if it already has. Commands that it
   * left running are ended too, as far as possible, unless `commands` is `keep`.
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

  /** Interrupts the turn if it still runs. Never rejects. */
  async [Symbol.asyncDispose](): Promise<void> {
    // A turn that can't be interrupted any more has lost its server, and with it everything to
    // dispose.
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
    // A malformed one is delivered to `stream()` as it came, and is no text.
    if (typeof notification.params?.delta === "string") yield notification.params.delta;
  }
}
