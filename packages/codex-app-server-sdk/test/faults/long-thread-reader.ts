// Reads a long thread and writes down how much memory that took: run by `readLongThread()`.
import { Codex } from "../../src/index.js";

const threadId = process.env.READ_THREAD ?? "";
const codex = new Codex(JSON.parse(process.env.READ_OPTIONS ?? "{}"));
try {
  // Everything that is loaded later is there before memory is measured.
  await (await codex.threadStart()).turns();
  await codex.threadList({ limit: 1 });
  const before = process.memoryUsage.rss();
  let peak = before;
  const measure = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const sampling = setInterval(measure, 5);

  const thread = await codex.threadResume(threadId);
  let turns = 0;
  for await (const _ of thread.turns()) turns += 1;
  await thread.items();
  let found = 0;
  for await (const _ of codex.threadSearch({ searchTerm: "walrus" })) found += 1;

  measure();
  clearInterval(sampling);
  // How much garbage all of it leaves for a while is the engine's affair.
  let items = 0;
  for await (const _ of thread.items()) items += 1;
  process.stdout.write(JSON.stringify({ grownBy: peak - before, turns, items, found }));
} finally {
  await codex.close();
}
