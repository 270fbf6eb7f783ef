import type { Logger } from "../diagnostics/logger.js";
import { ThreadSaver } from "./thread-saver.js";
import { ThreadSender, type ThreadSenderOptions } from "./thread-sender.js";

export interface SaversOptions {
  readonly logger: Logger;
  /** Called once for a saver, when another client has taken its thread over. */
  fenced(threadId: string, error: Error): void;
}

/** The savers of the threads that are open, or have something that is not saved yet. */
export class Savers {
  readonly #options: SaversOptions;
  readonly #byId = new Map<string, ThreadSaver>();
  /** How many requests of each thread are under way that open it. */
  readonly #opening = new Map<string, number>();

  constructor(options: SaversOptions) {
    this.#options = options;
  }

  all(): ThreadSaver[] {
    return [...this.#byId.values()];
  }

  get(threadId: string): ThreadSaver | undefined {
    return this.#byId.get(threadId);
  }

  /** Makes the saver of a thread, which takes the place of one that has ended. */
  add(options: ThreadSenderOptions): ThreadSaver {
    const { threadId } = options;
    const saver = new ThreadSaver({
      threadId,
      sender: new ThreadSender(options),
      logger: this.#options.logger,
      fenced: (error) => this.#options.fenced(threadId, error),
      settled: () => this.#dropLeft(threadId),
    });
    this.#byId.set(threadId, saver);
    return saver;
  }

  delete(threadId: string): void {
    this.#byId.delete(threadId);
  }

  /** Keeps a saver that there is, or will be, while the thread is opened. */
  async whileOpening<T>(threadId: string, open: () => Promise<T>): Promise<T> {
    this.#opening.set(threadId, (this.#opening.get(threadId) ?? 0) + 1);
    try {
      return await open();
    } finally {
      const others = (this.#opening.get(threadId) ?? 1) - 1;
      if (others > 0) this.#opening.set(threadId, others);
      else this.#opening.delete(threadId);
      this.#dropLeft(threadId);
    }
  }

  /** The thread is taken over anew when it is resumed: until then nothing of it is needed. */
  #dropLeft(threadId: string): void {
    const saver = this.#byId.get(threadId);
    if (!saver || saver.endReason || saver.isOpen || this.#opening.has(threadId)) return;
    if (saver.isSettled) this.#byId.delete(threadId);
  }
}
