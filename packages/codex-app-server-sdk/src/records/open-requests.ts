import type { OpenRequest } from "./open-request.js";

type RequestId = string | number;

/** The server's requests about one thread that wait for an answer. */
export class OpenRequests {
  /** Those that this client answers. */
  readonly #own = new Map<RequestId, OpenRequest>();
  /** Those that were left to the other clients of the server. */
  readonly #left = new Set<RequestId>();

  /** Whether this client is asked. */
  get isOwn(): boolean {
    return this.#own.size > 0;
  }

  /** Whether anybody is asked. */
  get isAny(): boolean {
    return this.isOwn || this.#left.size > 0;
  }

  asked(id: RequestId, request: OpenRequest): void {
    this.#left.delete(id);
    this.#own.set(id, request);
  }

  leftToOthers(id: RequestId): void {
    this.#left.add(id);
  }

  answered(id: RequestId, request: OpenRequest): void {
    // A server that uses an id again must not lose track of the later request.
    if (this.#own.get(id) === request) this.#own.delete(id);
  }

  /** Whether another client has answered what was left to it. */
  resolved(id: RequestId): boolean {
    return this.#left.delete(id);
  }

  /** The other clients are asked no more, or the server will ask again. */
  forgetOthers(): void {
    this.#left.clear();
  }

  /** Makes the reason only where it is needed: an error's stack is the dearest part of a turn. */
  cancel(concerns: (request: OpenRequest) => boolean, reason: () => Error): void {
    if (!this.isOwn) return;
    for (const request of [...this.#own.values()]) {
      if (concerns(request)) request.cancel(reason());
    }
  }
}
