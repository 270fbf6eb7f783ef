import { Codex } from "codex-app-server-sdk";
import type { SlowReaderCost, SlowReaderTask } from "../slow-reader/slow-reader-task.js";

/** Reads a long turn of the null server at its speed or too late, and prints what that took. */
async function probe({ command, deltas, speed }: SlowReaderTask): Promise<SlowReaderCost> {
  await using codex = new Codex({ codexPath: command });
  const thread = await codex.threadStart();
  const turn = await thread.turn(String(deltas));
  const notifications = turn.stream();
  if (speed === "slow") await turn.result();
  let length = 0;
  let pieces = 0;
  for await (const { method, params } of notifications) {
    if (method !== "item/agentMessage/delta") continue;
    length += params.delta.length;
    pieces += 1;
  }
  // In kilobytes of 1024 bytes.
  const maxRssMb = (process.resourceUsage().maxRSS * 1024) / 1e6;
  return { length, pieces, maxRssMb };
}

const task = JSON.parse(process.argv[2] ?? "") as SlowReaderTask;
process.stdout.write(`${JSON.stringify(await probe(task))}\n`);
