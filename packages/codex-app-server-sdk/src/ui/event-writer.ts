import type { SentChunk } from "./ui-message-chunk.js";

type Controller = TransformStreamDefaultController<Uint8Array>;

/**
 * Writes chunks as server-sent events, and a comment where there is nothing to write for a while:
 * proxies cut connections that are silent, as one is that waits for an approval.
 */
export class EventWriter {
  readonly #encoder = new TextEncoder();
  readonly #keepAliveMs: number;
  #isSilent = true;
  #isOver = false;

  /** `keepAliveMs` in milliseconds, 0 = no comments. */
  constructor(keepAliveMs: number) {
    this.#keepAliveMs = keepAliveMs;
  }

  start(controller: Controller): void {
    if (this.#keepAliveMs !== 0) this.#wait(controller);
  }

  transform(chunk: SentChunk, controller: Controller): void {
    this.#isSilent = false;
    this.#write(`data: ${JSON.stringify(chunk)}`, controller);
  }

  flush(controller: Controller): void {
    this.#isOver = true;
    this.#write("data: [DONE]", controller);
  }

  /** Such a timer keeps no program alive, and there is one for each stream. */
  #wait(controller: Controller): void {
    const beat = (): void => this.#beat(controller);
    AbortSignal.timeout(this.#keepAliveMs).addEventListener("abort", beat, { once: true });
  }

  #beat(controller: Controller): void {
    if (this.#isOver) return;
    const isTaken = (controller.desiredSize ?? 0) >= 0;
    try {
      if (this.#isSilent && isTaken) this.#write(":", controller);
    } catch {
      return; // The page is gone.
    }
    this.#isSilent = true;
    this.#wait(controller);
  }

  #write(text: string, controller: Controller): void {
    controller.enqueue(this.#encoder.encode(`${text}\n\n`));
  }
}
