// A conversation that moves to another machine. Here both are CODEX_HOMEs of this one.
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Codex } from "codex-app-server-sdk";
import { fileThreadStore } from "codex-app-server-sdk/store";

const { FIRST_HOME, SECOND_HOME, STORE = join(tmpdir(), "codex-threads") } = process.env;
const threadStore = fileThreadStore(STORE);

async function onMachine<T>(
  codexHome: string | undefined,
  use: (codex: Codex) => Promise<T>,
): Promise<T> {
  const codex = new Codex({ codexHome, threadStore });
  try {
    return await use(codex);
  } finally {
    await codex.close();
  }
}

const threadId = await onMachine(FIRST_HOME, async (codex) => {
  const thread = await codex.threadStart();
  await thread.setName("Colours");
  await thread.run("My favourite colour is teal.");
  await thread.saved(); // from here on the machine may burn
  return thread.id;
});

await onMachine(SECOND_HOME, async (codex) => {
  const thread = await codex.threadResume(threadId);
  const { finalResponse } = await thread.run("Which colour did I name?");
  console.log(`${thread.started.thread.name}: ${finalResponse}`);
});

for await (const { name, savedAt } of threadStore.list()) {
  console.log(name, savedAt > 0 ? "is stored" : "is not stored");
}
