import { BufferOverflowError } from "../errors/index.js";
import { AsyncQueue } from "./async-queue.js";
import type { BoundedBufferOptions } from "./bounded-buffer.js";
import type { QueueLimits } from "./notification-hub.js";

/** Where a reader begins: with everything so far, or with what follows. */
export type ReadFrom = "start" | "now";

/** How a stream ends for its readers: orderly, or with an error. */
export type StreamEnd = { readonly error: unknown } | "orderly";

const taken =
  'Another stream has taken the beginning of this turn, and what is taken is not kept. Open the stream from "start" before any other, or use events({ from: "start" }), which always begins with what has happened so far.';

/** Gives the same values to any number of readers, each of whom has a queue of its own. */
export class FanOut<T> {
  readonly #limits: QueueLimits;
  readonly #join: BoundedBufferOptions<T>["join"];
  readonly #queues = new Set<AsyncQueue<T>>();
  /** What the first reader will get; taken by it. */
  #backlog: AsyncQueue<T> | undefined;
  #joinedInClosed = 0;
  #end: StreamEnd | undefined;

  constructor(limits: QueueLimits, join: BoundedBufferOptions<T>["join"]) {
    this.#limits = limits;
    this.#join = join;
  }

  /** How many values were joined to the one before them because they were read slowly. */
  get joined(): number {
    let joined = this.#joinedInClosed;
    for (const queue of this.#queues) joined += queue.joined;
    return joined;
  }

  /** Whether somebody reads. */
  get hasReaders(): boolean {
    const kept = this.#backlog && this.#queues.has(this.#backlog) ? 1 : 0;
    return this.#queues.size > kept;
  }

  /** Keeps the values for a reader who may come later. */
  keepForFirst(): void {
    this.#backlog = this.#open();
  }

  /**
   * By default the first reader gets everything since `keepForFirst`, later ones what follows. What
   * another one has taken is not there any more: `start` then fails with a `BufferOverflowError`.
   */
  open(from?: ReadFrom): AsyncQueue<T> {
    const kept = from === "now" ? undefined : this.takeKept();
    if (kept) return kept;
    const queue = this.#open().take();
    if (from === "start") queue.fail(new BufferOverflowError(taken));
    return queue;
  }

  /** What was kept for the first reader; undefined when there is none, or another one has it. */
  takeKept(): AsyncQueue<T> | undefined {
    const kept = this.#backlog;
    this.#backlog = undefined;
    return kept?.take();
  }

  push(value: T, size: number): void {
    for (const queue of this.#queues) queue.push(value, size);
  }

  /** Something was lost: every reader is told so. */
  overflow(): void {
    for (const queue of this.#queues) queue.overflow();
  }

  /** Nothing follows. Readers who come after this get nothing but the end. */
  close(end: StreamEnd): void {
    this.#end = end;
    for (const queue of this.#queues) endQueue(queue, end);
  }

  #open(): AsyncQueue<T> {
    const queue = new AsyncQueue<T>({
      maxItems: this.#limits.maxBufferedNotifications,
      maxBytes: this.#limits.maxBufferedBytes,
      join: this.#join,
      closed: () => {
        this.#joinedInClosed += queue.joined;
        this.#queues.delete(queue);
      },
    });
    if (this.#end) endQueue(queue, this.#end);
    else this.#queues.add(queue);
    return queue;
  }
}

function endQueue(queue: AsyncQueue<unknown>, end: StreamEnd): void {
  if (end === "orderly") queue.end();
  else queue.fail(end.error);
}
