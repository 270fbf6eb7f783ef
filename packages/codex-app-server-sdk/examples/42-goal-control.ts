// A goal with a budget: set up in advance, resumed, watched, and given more when it has run out.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const thread = await codex.threadStart({ sandbox: "workspace" });
  await thread.goal.set({
    objective: "Write ten haiku into haiku.txt.",
    tokenBudget: 100,
    status: "paused",
  });

  const goal = await thread.goal.resume();
  // Another part of a program needs no handle to find it, or to pause it: thread.goal.pause().
  console.log(`same turn: ${thread.currentTurn()?.id === goal.id}`);
  console.log((await goal.result()).finalResponse);

  const state = await thread.goal.get();
  console.log(state?.status, (state?.tokensUsed ?? 0) >= 100);
  if (state?.status === "budgetLimited") {
    await thread.goal.set({ tokenBudget: 10_000, status: "paused" });
    console.log((await (await thread.goal.resume()).result()).finalResponse);
  }
  await thread.goal.clear();
} finally {
  await codex.close();
}
