// Functions of this process that the model may call.
import { Codex, tool } from "codex-app-server-sdk";
import { z } from "zod";

const issues = new Map([[7, { title: "Crash at start", labels: ["bug"] }]]);

const codex = new Codex();
try {
  const lookUp = tool({
    name: "look_up_issue",
    description: "Finds an issue by its number.",
    input: z.object({ number: z.number() }),
    run: ({ number }) => issues.get(number) ?? "There is no such issue.",
  });
  const thread = await codex.threadStart({ tools: [lookUp], sandbox: "read-only" });
  const { finalResponse, items } = await thread.run("What is issue 7 about?");

  for (const item of items) {
    if (item.type === "dynamicToolCall") console.log(item.tool, item.arguments, item.success);
  }
  console.log(finalResponse);
} finally {
  await codex.close();
}
