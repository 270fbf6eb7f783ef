// Reads long conversations page by page, and finds them by what was said.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const thread = await codex.threadStart();
  const first = await thread.run("Remember the number 7.");
  await thread.run("Which number was it?");

  for await (const { id, status } of thread.turns({ sortDirection: "asc" })) {
    console.log(status, id === first.turn.id);
  }

  // Awaited, a list is one page: here the newest turn, with all its items.
  const newest = await thread.turns({ limit: 1, itemsView: "full" });
  console.log(newest.data[0]?.items.map((item) => item.type).join(", "));
  // The next page begins where this one ended.
  const older = await thread.turns({ limit: 1, cursor: newest.nextCursor });
  console.log(older.data[0]?.id === first.turn.id);

  for await (const { item } of thread.items({ turnId: first.turn.id })) console.log(item.type);

  for await (const found of codex.threadSearch({ searchTerm: "number" })) {
    console.log(found.thread.id === thread.id, found.snippet);
  }
} finally {
  await codex.close();
}
