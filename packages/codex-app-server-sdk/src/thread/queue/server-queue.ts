import type * as wire from "codex-app-server-sdk/protocol";
import type { RunInContext } from "../../async/run-in-context.js";
import type { CallOptions } from "../../options/call-options.js";
import type { QueuedTurn } from "./queue-control.js";
import type { QueueHost } from "./queue-host.js";
import { QueuedTurns } from "./queued-turns.js";

/** The queue as the server has it. */
export class ServerQueue {
  readonly #host: QueueHost;

  constructor(host: QueueHost) {
    this.#host = host;
  }

  /** `isFree` tells whether the thread's turn is kept for it. */
  async add(input: wire.UserInput[], context: RunInContext, isFree: boolean): Promise<QueuedTurn> {
    const { record } = this.#host;
    const turns = record.queue instanceof QueuedTurns ? record.queue : new QueuedTurns(this.#host);
    record.queue = turns;
    const clientUserMessageId = globalThis.crypto.randomUUID();
    const turn = turns.expect(clientUserMessageId, context);
    try {
      const params = { threadId: record.id, input, clientUserMessageId };
      const { queuedSubmission } = await this.#host.request("thread/queue/add", params);
      turn.id = queuedSubmission.id;
    } catch (error) {
      turns.forget(clientUserMessageId);
      throw error;
    }
    if (isFree) await turns.keepThread();
    return { id: turn.id, started: turn.started };
  }

  async update(id: string, input: wire.UserInput[], call?: CallOptions): Promise<void> {
    const params = { threadId: this.#host.record.id, queuedSubmissionId: id, input };
    await this.#host.request("thread/queue/update", params, call);
  }

  async delete(id: string, call?: CallOptions): Promise<boolean> {
    const params = { threadId: this.#host.record.id, queuedSubmissionId: id };
    return (await this.#host.request("thread/queue/delete", params, call)).deleted;
  }

  async reorder(ids: readonly string[], call?: CallOptions): Promise<void> {
    const params = { threadId: this.#host.record.id, queuedSubmissionIds: [...ids] };
    await this.#host.request("thread/queue/reorder", params, call);
  }
}
