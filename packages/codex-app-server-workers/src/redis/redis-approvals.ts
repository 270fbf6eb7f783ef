import type { Approval } from "../engine/approval.js";
import { approvalStartOf } from "../engine/approval-start-of.js";
import { asJson } from "../engine/as-json.js";
import type { Wait } from "../engine/engine.js";
import type { Lease } from "../engine/lease.js";
import { ApprovalOverError } from "../errors/index.js";
import type { RedisFleet } from "./redis-fleet.js";
import { answerScript, approvalsScript } from "./scripts/fleet-scripts.js";
import { approvalAnswerScript, askScript, closeApprovalScript } from "./scripts/worker-scripts.js";

/** How long the id of an answer is, which stands before it. */
const answerIdLength = crypto.randomUUID().length;

/** Questions that wait for an answer. They end with the lease. */
export class RedisApprovals {
  readonly #fleet: RedisFleet;

  constructor(fleet: RedisFleet) {
    this.#fleet = fleet;
  }

  async list(threadId: string): Promise<Approval[]> {
    const lines = await this.#fleet.threads.run(approvalsScript, threadId);
    const numbered = lines.map((line) => ({
      number: Number(line.slice(0, line.indexOf(" "))),
      approval: JSON.parse(line.slice(line.indexOf(" "))) as Approval,
    }));
    return numbered.sort((a, b) => a.number - b.number).map(({ approval }) => approval);
  }

  async answer(threadId: string, approvalId: string, answer: unknown): Promise<void> {
    const { threads } = this.#fleet;
    const text = asJson("answer", answer);
    const answerId = crypto.randomUUID();
    const [kind] = await threads.run(answerScript, threadId, approvalId, answerId, text);
    if (kind === "over") throw new ApprovalOverError(threadId, approvalId);
  }

  async ask(lease: Lease, approval: Approval, { signal }: Wait = {}): Promise<unknown> {
    const { threads, limits } = this.#fleet;
    const { id, turnId } = approval;
    const text = asJson("approval", approval);
    const event = asJson("event", approvalStartOf(approval));
    await threads.runHeld(askScript, lease, turnId, id, text, event, limits.maxEvents);
    const { threadId, token } = lease;
    try {
      const look = (): Promise<{ answer: unknown } | undefined> => this.#look(lease, id);
      const ear = await threads.whileHeld(lease, () => this.#fleet.listen(threadId));
      try {
        return (await ear.until("approvals", look, signal)).answer;
      } finally {
        ear.end();
      }
    } catch (error) {
      // Where this does not get through, it ends with the lease.
      await threads.run(closeApprovalScript, threadId, token, id).catch(() => {});
      throw error;
    }
  }

  async #look(lease: Lease, approvalId: string): Promise<{ answer: unknown } | undefined> {
    const { threads } = this.#fleet;
    const { threadId, token } = lease;
    const found = await threads.whileHeld(lease, () =>
      threads.run(approvalAnswerScript, threadId, token, approvalId, answerIdLength),
    );
    const [kind, answer = ""] = found;
    if (kind === "over") throw new ApprovalOverError(threadId, approvalId);
    return kind === "answered" ? { answer: JSON.parse(answer) } : undefined;
  }
}
