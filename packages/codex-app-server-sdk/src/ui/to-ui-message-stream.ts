import type { TurnEvent, TurnEventOf } from "../events/turn-event.js";
import type { TurnHandle } from "../turn/turn-handle.js";
import { assertOptions } from "./assert-options.js";
import { describeFailure } from "./describe-failure.js";
import { MessageFold } from "./message-fold.js";
import type { ToolFormat } from "./tool-parts.js";
import type { SentChunk, UIApprovalResponseChunk, UIMessageChunk } from "./ui-message-chunk.js";

/** What is read of a turn: a `TurnHandle` has it. */
export type UITurn = Pick<TurnHandle<unknown>, "id" | "threadId" | "events" | "result">;

/** Options of `toUIMessageStream()`. */
export interface UIMessageStreamOptions {
  /**
   * How many characters are sent of what each command writes, the last ones. They are sent anew
   * each time that there are more. 0 = all of it. Default 20,000.
   */
  maxOutput?: number | undefined;
  /**
   * The version of `ai` on the page. With 7, or a later one, the page is told how each approval was
   * answered, which an older one has no chunk for. Default 6, which all can read.
   */
  aiVersion?: 6 | 7 | undefined;
}

const defaultMaxOutput = 20_000;

/**
 * A turn as the AI SDK's UI message stream, version 1, which `useChat` and assistant-ui read. It
 * begins with what has happened so far, so that any number of pages may have one at any time, also
 * after the turn's end. It ends with the turn and never fails: why a turn failed is an `error`
 * chunk, without secrets. To cancel it does not end the turn. A page that reads slowly gets
 * neighbouring deltas in one piece. Throws an `OptionsError` for options that are none.
 */
export function toUIMessageStream(
  turn: UITurn,
  options?: UIMessageStreamOptions & { aiVersion?: 6 | undefined },
): ReadableStream<UIMessageChunk>;
/** The same for pages with `ai` 7, which know a chunk more. */
export function toUIMessageStream(
  turn: UITurn,
  options: UIMessageStreamOptions,
): ReadableStream<UIMessageChunk | UIApprovalResponseChunk>;
export function toUIMessageStream(
  turn: UITurn,
  options: UIMessageStreamOptions = {},
): ReadableStream<SentChunk> {
  assertOptions("stream", options);
  const { maxOutput = defaultMaxOutput, aiVersion = 6 } = options;
  return new ReadableStream(new ChunkSource(turn, { maxOutput, hasResponses: aiVersion >= 7 }));
}

/** Reads the turn's events when the stream is read. */
class ChunkSource {
  readonly #turn: UITurn;
  readonly #fold: MessageFold;
  readonly #chunks: AsyncGenerator<SentChunk, void>;
  #events: AsyncIterator<TurnEvent> | undefined;
  #isCancelled = false;

  constructor(turn: UITurn, format: ToolFormat) {
    this.#turn = turn;
    this.#fold = new MessageFold(turn, format);
    this.#chunks = this.#read();
  }

  async pull(controller: ReadableStreamDefaultController<SentChunk>): Promise<void> {
    const { done, value } = await this.#chunks.next();
    if (this.#isCancelled) return;
    if (done) controller.close();
    else controller.enqueue(value);
  }

  /** Leaves the events, also where it waits for the next one. */
  async cancel(): Promise<void> {
    this.#isCancelled = true;
    await this.#events?.return?.();
    await this.#chunks.return();
  }

  async *#read(): AsyncGenerator<SentChunk, void> {
    yield* this.#fold.start();
    try {
      const events = this.#turn.events({ from: "start" })[Symbol.asyncIterator]();
      this.#events = events;
      for await (const event of { [Symbol.asyncIterator]: () => events }) {
        yield* event.type === "finish" ? await this.#finish(event) : this.#fold.add(event);
      }
    } catch (error) {
      yield* this.#fold.end({ status: "failed", error: null }, describeFailure(error));
    }
  }

  /** The error that says why a turn failed holds no secrets; what the server says may do. */
  async #finish(event: TurnEventOf<"finish">): Promise<SentChunk[]> {
    const hasFailed = event.result.turn.status === "failed";
    const failure = hasFailed
      ? await this.#turn.result().then(() => "", describeFailure)
      : undefined;
    return this.#fold.end(event.result.turn, failure);
  }
}
