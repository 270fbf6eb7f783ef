// What you can do with a thread besides running turns.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const thread = await codex.threadStart();
  await thread.run("Remember the number 7.");
  await thread.setName("Numbers");

  // Awaited, a list is one page; iterated, it is every entry of every page.
  for await (const { name, preview } of codex.threadList({ limit: 10 })) {
    console.log(`${name}: ${preview}`);
  }

  const fork = await codex.threadFork(thread.id);
  await fork.run("Remember the number 8 as well.");
  const { thread: forked } = await fork.read({ includeTurns: true });
  console.log(`the fork has ${forked.turns.length} turns`);
  await codex.threadDelete(fork.id);

  await codex.threadArchive(thread.id);
  console.log(`${(await codex.threadList({ archived: true })).data.length} archived`);
  const again = await codex.threadUnarchive(thread.id);
  await again.compact();
  console.log(`same thread: ${again.id === thread.id}`);
} finally {
  await codex.close();
}
