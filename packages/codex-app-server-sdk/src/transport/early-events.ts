import type { ServerProcessEvents } from "./server-process.js";
import type { TransportEnd } from "./transport.js";

/**
 * Keeps what a process says and how it ends until somebody listens. Left to themselves, the pipes
 * of a process that ends would be emptied unread.
 */
export class EarlyEvents implements ServerProcessEvents {
  #listener: ServerProcessEvents | undefined;
  #chunks: Buffer[] = [];
  #end: TransportEnd | undefined;

  stdout(chunk: Buffer): void {
    if (this.#listener) this.#listener.stdout(chunk);
    else this.#chunks.push(chunk);
  }

  end(end: TransportEnd): void {
    if (this.#listener) this.#listener.end(end);
    else this.#end = end;
  }

  /** Hands over what was kept, and from now on everything at once. */
  handTo(listener: ServerProcessEvents): void {
    this.#listener = listener;
    for (const chunk of this.#chunks) listener.stdout(chunk);
    this.#chunks = [];
    if (this.#end) listener.end(this.#end);
  }
}
