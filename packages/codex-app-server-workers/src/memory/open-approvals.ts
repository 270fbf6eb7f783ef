import { onAbort } from "../async/on-abort.js";
import type { Approval } from "../engine/approval.js";
import { ApprovalOverError } from "../errors/index.js";

interface Open {
  readonly approval: Approval;
  answer(answer: unknown): void;
  drop(reason: unknown): void;
}

/** The questions of a thread that wait for an answer. */
export class OpenApprovals {
  readonly #threadId: string;
  readonly #open = new Map<string, Open>();

  constructor(threadId: string) {
    this.#threadId = threadId;
  }

  list(): Approval[] {
    return [...this.#open.values()].map(({ approval }) => approval);
  }

  /** Opens the question at once, and resolves with its answer. */
  open(approval: Approval, signal?: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const settle = (settled: () => void): void => {
        unlisten();
        settled();
      };
      this.#open.set(approval.id, {
        approval,
        answer: (answer) => settle(() => resolve(answer)),
        drop: (reason) => settle(() => reject(reason)),
      });
      const unlisten = onAbort(signal, () => this.#close(approval.id)?.drop(signal?.reason));
    });
  }

  answer(approvalId: string, answer: unknown): void {
    const open = this.#close(approvalId);
    if (!open) throw new ApprovalOverError(this.#threadId, approvalId);
    open.answer(answer);
  }

  /** Nobody waits for any of them any more. */
  closeAll(): void {
    for (const { id } of this.list()) {
      this.#close(id)?.drop(new ApprovalOverError(this.#threadId, id));
    }
  }

  #close(approvalId: string): Open | undefined {
    const open = this.#open.get(approvalId);
    this.#open.delete(approvalId);
    return open;
  }
}
