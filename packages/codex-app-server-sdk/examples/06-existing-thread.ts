// A conversation outlives its server: another server continues it by its id.
import { Codex } from "codex-app-server-sdk";

async function withCodex<T>(use: (codex: Codex) => Promise<T>): Promise<T> {
  const codex = new Codex();
  try {
    return await use(codex);
  } finally {
    await codex.close();
  }
}

const threadId = await withCodex(async (codex) => {
  const thread = await codex.threadStart();
  await thread.run("My favourite colour is teal.");
  return thread.id;
});

await withCodex(async (codex) => {
  const thread = await codex.threadResume(threadId);
  const { finalResponse } = await thread.run("Which colour did I name?");
  console.log(finalResponse);

  const { thread: stored } = await thread.read({ includeTurns: true });
  console.log(`${stored.turns.length} turns`);
});
