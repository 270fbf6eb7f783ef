import type { RpcId } from "../rpc/messages.js";
import type { AskedRequest } from "./asked-request.js";

/** The requests that were taken up and are not resolved, by their ids and by their threads. */
export class AskedRequests {
  readonly #byId = new Map<RpcId, AskedRequest>();
  readonly #idsByThread = new Map<string | null, Set<RpcId>>();

  get(id: RpcId): AskedRequest | undefined {
    return this.#byId.get(id);
  }

  set(id: RpcId, asked: AskedRequest): void {
    this.delete(id); // A server may use an id again, for another thread.
    this.#byId.set(id, asked);
    const ids = this.#idsByThread.get(asked.threadId) ?? new Set();
    this.#idsByThread.set(asked.threadId, ids.add(id));
  }

  delete(id: RpcId): void {
    const asked = this.#byId.get(id);
    if (!asked) return;
    this.#byId.delete(id);
    const ids = this.#idsByThread.get(asked.threadId);
    ids?.delete(id);
    if (ids?.size === 0) this.#idsByThread.delete(asked.threadId);
  }

  all(): [RpcId, AskedRequest][] {
    return [...this.#byId];
  }

  /** Does not look at those of other threads, of which there may be very many. */
  ofThread(threadId: string): [RpcId, AskedRequest][] {
    const ids = [...(this.#idsByThread.get(threadId) ?? [])];
    return ids.flatMap((id) => {
      const asked = this.#byId.get(id);
      return asked ? [[id, asked]] : [];
    });
  }
}
