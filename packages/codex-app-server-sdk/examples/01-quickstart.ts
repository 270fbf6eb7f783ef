import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const thread = await codex.threadStart({ sandbox: "read-only" });
  const turn = await thread.turn("Explain this folder in one paragraph.");
  for await (const text of turn.textStream()) process.stdout.write(text);
  const { turnUsage } = await turn.result();
  console.log(`\n${turnUsage?.totalTokens ?? 0} tokens`);
} finally {
  await codex.close();
}
