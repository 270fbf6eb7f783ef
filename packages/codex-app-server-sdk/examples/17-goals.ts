// A goal: the server starts one turn after the other until it is reached; the handle shows them as
// one.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const thread = await codex.threadStart({ sandbox: "workspace" });

  const goal = await thread.startGoal("Write a haiku into haiku.txt and check its syllables.");
  for await (const event of goal.events()) {
    if (event.type === "text-end") console.log(`- ${event.text}`);
  }
  // Interrupting the handle would pause the goal.
  const { finalResponse, turn } = await goal.result();
  console.log(turn.status, finalResponse);
} finally {
  await codex.close();
}
