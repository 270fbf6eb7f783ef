import type * as wire from "codex-app-server-sdk/protocol";
import { withCaller } from "../errors/with-caller.js";
import type { TurnEvent } from "../events/turn-event.js";
import type {
  InterruptOptions,
  ReadFromOptions,
  TextStreamOptions,
} from "../options/turn-options.js";
import type { TurnResult } from "../results/turn-result.js";
import type { RunInput } from "./inputs.js";
import type { LiveTurn } from "./live-turn.js";
import { TurnInterruptedError } from "./turn-errors.js";

/** What a handle needs beside its turn. */
export interface TurnHandleOptions {
  /** What becomes of a running turn when an `await using` block is left. */
  onDispose: "interrupt" | "detach";
  /** The wire's form of what the turn is steered with. */
  toInputs(input: RunInput): Promise<wire.UserInput[]>;
  /** Reads the answer of a turn whose output is typed. */
  readOutput?: ((result: TurnResult) => Promise<TurnResult<unknown>>) | undefined;
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
  #read: Promise<TurnResult<unknown>> | undefined;

  private constructor(turn: LiveTurn, options: TurnHandleOptions) {
    this.#turn = turn;
    this.#options = options;
    this.id = turn.turnId ?? "";
    this.threadId = turn.threadId;
  }

  /** @internal */
  static of(turn: LiveTurn, options: TurnHandleOptions): TurnHandle {
    turn.output.foldEvents();
    return new TurnHandle(turn, options);
  }

  /**
   * How many text deltas were joined to the one before them because a stream was read too slowly.
   */
  get coalesced(): number {
    return this.#turn.output.joined;
  }

  /**
   * Streams what the turn does, as a user interface shows it: texts, reasoning, items, the output
   * of commands, plan, diff, usage, approvals, and at the end `finish` with the result. The first
   * one has everything since the turn began, later ones what follows the call. With
   * `from: "start"` it begins, at any time and for any reader, with what has happened so far, each
   * text and output in one piece. Leaving it does not end the turn. Ends and rejects as `stream()`
   * does.
   *
   * @example
   * ```ts
   * for await (const event of turn.events()) {
   *   switch (event.type) {
   *     case "item-start":
   *       console.log(`> ${event.item.type}`);
   *       break;
   *     case "text-delta":
   *     case "command-output":
   *       process.stdout.write(event.text);
   *       break;
   *     case "retry":
   *       // The server tries again by itself: progress, not failure.
   *       console.log("trying again:", event.error.message);
   *       break;
   *     case "finish":
   *       console.log(`\n< ${event.result.turn.status}`);
   *       break;
   *   }
   * }
   * ```
   */
  events(options?: ReadFromOptions): AsyncIterable<TurnEvent> {
    return this.#turn.output.events(options);
  }

  /**
   * Streams the text that the agent writes, with an empty line between two messages. When the
   * server loses the model's answer and begins it anew, the half message stays and the new one
   * follows: `events()` tells the two apart. Otherwise like `stream()`.
   *
   * @example
   * ```ts
   * for await (const text of turn.textStream()) process.stdout.write(text);
   * ```
   */
  textStream(options?: TextStreamOptions): AsyncIterable<string> {
    return this.#turn.output.textStream(options);
  }

  /**
   * Streams this turn's notifications as the server sent them, up to and including
   * `turn/completed`. The first `stream()` or `textStream()` starts at the beginning of the turn,
   * later ones at the moment of the call. Leaving a stream does not end the turn. Rejects when the
   * connection ends or the turn is given up first, and with `BufferOverflowError` when it is read
   * so slowly that its buffer exceeds the `limits`, or when it is to begin at the start and another
   * stream has taken that: what was read is not kept.
   *
   * @example
   * ```ts
   * for await (const { method, params } of turn.stream()) {
   *   if (method === "item/completed") console.log(params.item.type, params.completedAtMs > 0);
   * }
   * ```
   */
  stream(options?: ReadFromOptions): AsyncIterable<wire.ServerNotification> {
    return this.#turn.output.stream(options);
  }

  /**
   * Waits for the end of the turn. Resolves with the turn, including all items, whatever its
   * status. Rejects when the connection ends, or when the turn's own signal or time limit gives it
   * up.
   */
  async run(): Promise<wire.Turn> {
    return (await withCaller(this.#settled())).turn;
  }

  /**
   * Like `run()`, but resolves with the result, and rejects with `TurnFailedError` or
   * `TurnInterruptedError` when the turn did not complete, and with `OutputValidationError` when
   * the answer does not fit the schema that the turn was given as `output`.
   *
   * @example
   * ```ts
   * const { finalResponse } = await turn.result();
   * console.log(finalResponse);
   * ```
   */
  async result(): Promise<TurnResult<Output>> {
    return withCaller(this.#completed());
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
    await withCaller(this.#steer(input));
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
    return withCaller(this.#turn.interrupt(options));
  }

  /**
   * Interrupts the turn if it is still running and this client started it. Never rejects.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#options.onDispose === "detach") return;
    // If the turn can't be interrupted any more, the server is gone and nothing is left to dispose.
    await this.#turn.interrupt().catch(() => {});
  }

  async #steer(input: RunInput): Promise<void> {
    await this.#turn.steer(await this.#options.toInputs(input));
  }

  async #completed(): Promise<TurnResult<Output>> {
    const result = await this.#settled();
    if (result.turn.status === "failed") throw await this.#turn.failureOf(result);
    if (result.turn.status === "interrupted") throw new TurnInterruptedError(result);
    // Validated once, whoever asks: a schema may do more than look.
    this.#read ??= this.#options.readOutput?.(result);
    // Whoever makes the handle chooses the type of the output.
    return ((await this.#read) ?? result) as TurnResult<Output>;
  }

  async #settled(): Promise<TurnResult> {
    const end = await this.#turn.ended;
    if (end.kind === "lost") throw end.reason;
    return end.result;
  }
}
