import type * as wire from "codex-app-server-sdk/protocol";

/** A goal of this thread as the server tells of it; active unless `status` says otherwise. */
export function goalFixture(
  threadId: string,
  status: wire.ThreadGoalStatus = "active",
): wire.ThreadGoal {
  return {
    threadId,
    objective: "Count",
    status,
    tokenBudget: null,
    tokensUsed: 0,
    timeUsedSeconds: 0,
    createdAt: 1,
    updatedAt: 1,
  };
}
