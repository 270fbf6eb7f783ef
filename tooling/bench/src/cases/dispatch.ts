import type { BenchCase, BenchResult } from "../bench-case.js";
import { bundleValidators, type Validators } from "../bundle-validators.js";
import { compareRounds } from "../compare-rounds.js";
import { readSamples, type Sample } from "../read-samples.js";

/** Minimal duration of one round of one contestant. */
const roundMs = 40;

interface Message {
  method: string;
  params?: unknown;
  result?: unknown;
}

/** Returns what is wrong with a message; undefined when it is valid. */
type Judge = (message: Message) => unknown;

export const dispatch: BenchCase = {
  name: "dispatch",
  description: "JSON.parse and validation of a message, compared with JSON.parse alone",
  async run({ rounds }): Promise<BenchResult[]> {
    return bundleValidators(async (url) => {
      const { validateNotification, validateResult } = (await import(url)) as Validators;
      const { delta, turnCompleted, threadRead } = readSamples();
      const judgeNotification: Judge = ({ method, params }) => validateNotification(method, params);
      const judgeAnswer: Judge = ({ result }) => validateResult(threadRead.method, result);
      return [
        compare("delta", delta, judgeNotification, { rounds, atMost: 1.2 }),
        compare("turn/completed", turnCompleted, judgeNotification, { rounds, atMost: 1.6 }),
        compare("thread/read, 500 items", threadRead, judgeAnswer, { rounds, atMost: 1.5 }),
      ];
    });
  },
};

function compare(
  name: string,
  { line }: Sample,
  judge: Judge,
  { rounds, atMost }: { rounds: number; atMost: number },
): BenchResult {
  const bare = (): unknown => JSON.parse(line);
  const validated = (): void => {
    if (judge(JSON.parse(line)) !== undefined) throw new Error(`${name} was found invalid`);
  };
  const times = timesFor(bare);
  const values: number[] = [];
  const against: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    values.push(cpuOf(validated, times));
    against.push(cpuOf(bare, times));
  }
  const warm = { values: values.slice(1), against: against.slice(1) };
  return compareRounds({ name, ...warm, goal: { atMost } });
}

/** How often a function has to run until a round has its minimal duration. */
function timesFor(run: () => unknown): number {
  let times = 0;
  const start = performance.now();
  while (performance.now() - start < roundMs) {
    run();
    times++;
  }
  return times;
}

/** CPU time of the runs. Other processes disturb it less than they disturb the clock. */
function cpuOf(run: () => unknown, times: number): number {
  const start = process.cpuUsage();
  for (let index = 0; index < times; index++) run();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}
