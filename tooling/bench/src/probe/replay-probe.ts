import { replayClients } from "../replay/replay-clients.js";
import type { ReplayCost, ReplayTask } from "../replay/replay-task.js";

/** Reads a replay with one client, in a process of its own, and prints what that took. */
async function probe({ client, server }: ReplayTask): Promise<ReplayCost> {
  const { replay, close } = await replayClients[client](server);
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const count = await replay();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore);
  await close();
  // In kilobytes of 1024 bytes.
  const maxRssMb = (process.resourceUsage().maxRSS * 1024) / 1e6;
  return { count, ms, cpuMs: (user + system) / 1e3, maxRssMb };
}

const task = JSON.parse(process.argv[2] ?? "") as ReplayTask;
process.stdout.write(`${JSON.stringify(await probe(task))}\n`);
