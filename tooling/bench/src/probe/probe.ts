import type { BenchThread } from "../contestants/contestant.js";
import { contestants } from "../contestants/contestants.js";
import type { ProbedRound, ProbeResult, ProbeTask } from "../contestants/probe-task.js";

/** Does the task with one client, in a process of its own, and prints the result. */
async function probe({ contestant, settings, threads, texts }: ProbeTask): Promise<ProbeResult> {
  const start = performance.now();
  const client = await contestants[contestant](settings);
  const open = await Promise.all(Array.from({ length: threads }, () => client.startThread()));
  const untilRounds = performance.now() - start;
  const rounds: ProbedRound[] = [];
  for (const text of texts) rounds.push(await runRound(open, text));
  await client.close();
  return { coldMs: untilRounds + (rounds[0]?.firstTextMs ?? 0), rounds };
}

async function runRound(threads: readonly BenchThread[], text: string): Promise<ProbedRound> {
  let firstTextMs = 0;
  let pieces = 0;
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const onText = (): void => {
    if (pieces === 0) firstTextMs = performance.now() - start;
    pieces += 1;
  };
  const whole = await Promise.all(threads.map((thread) => thread.runTurn(text, onText)));
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore);
  const lengths = whole.map(({ length }) => length);
  return { ms, firstTextMs, cpuMs: (user + system) / 1e3, pieces, lengths };
}

const task = JSON.parse(process.argv[2] ?? "") as ProbeTask;
process.stdout.write(`${JSON.stringify(await probe(task))}\n`);
