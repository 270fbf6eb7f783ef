// The notifications as the server sends them: those of a turn, and those of all threads.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const names = showNames();
  const thread = await codex.threadStart({ sandbox: "read-only" });
  await thread.setName("An example");
  await names;

  const turn = await thread.turn("Say hello.");
  for await (const { method, params } of turn.stream()) {
    if (method === "item/completed") console.log(params.item.type, params.completedAtMs > 0);
  }
} finally {
  await codex.close();
}

/** Shows the names that threads are given, until there is one. */
async function showNames(): Promise<void> {
  const methods = ["thread/name/updated"] as const;
  for await (const { params } of codex.notifications({ methods })) {
    console.log(params.threadName);
    break;
  }
}
