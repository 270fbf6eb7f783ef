import { WakeUp } from "../async/wake-up.js";

/** The threads that may have messages and no lease, in the order in which they became so. */
export class ReadyThreads {
  readonly #threadIds = new Set<string>();
  readonly #wakeUp = new WakeUp();

  add(threadId: string): void {
    this.#threadIds.add(threadId);
    this.#wakeUp.ring();
  }

  /** Takes the first one, or waits for one. Rejects with the signal's reason. */
  async next(signal?: AbortSignal): Promise<string> {
    for (;;) {
      signal?.throwIfAborted();
      const [threadId] = this.#threadIds;
      if (threadId !== undefined) {
        this.#threadIds.delete(threadId);
        return threadId;
      }
      await this.#wakeUp.next(signal);
    }
  }
}
