import { allowCommands, Codex } from "codex-app-server-sdk";

const codex = new Codex({
  handlers: { commandApproval: allowCommands([["npm", "test"]]) },
});
try {
  const thread = await codex.threadStart({ sandbox: "workspace", approvalPolicy: "untrusted" });
  const { finalResponse, items, turnUsage } = await thread.run(
    "Run the tests and explain the failure.",
  );
  console.log(finalResponse, items.length, turnUsage?.totalTokens);
} finally {
  await codex.close();
}
