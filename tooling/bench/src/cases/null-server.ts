import { Codex, type Thread } from "codex-app-server-sdk";
import type { BenchCase, BenchResult, Goal } from "../bench-case.js";
import { compareRounds, summarizeRounds, withControl } from "../compare-rounds.js";
import { nullServerPath } from "../null-server/null-server-path.js";
import { RawClient } from "../null-server/raw-client.js";
import { findMedian } from "../statistics.js";

/** Runs one turn whose message has that many deltas. */
type RunTurn = (deltas: number) => Promise<unknown>;

/** How a thread of the SDK is used for one turn. */
type UseThread = (thread: Thread, deltas: number) => Promise<unknown>;

/** The clients that are compared, each with a server of its own. */
interface Contestants {
  bare: RunTurn;
  /** Another bare client, whose turns should take what those of the first take. */
  control: RunTurn;
  tolerant: Thread;
  off: Thread;
}

type Contestant = keyof Contestants;

interface Comparison {
  name: string;
  deltas: number;
  /** Turns in each round of each contestant. */
  turns: number;
  use: UseThread;
  goals: Goals;
}

/** What each figure should reach. */
type Goals = Readonly<Record<keyof TurnCost, Goal>>;

/** What a turn takes: from the call to its end, and of this process alone, without the server. */
interface TurnCost {
  roundTripMs: number;
  cpuMs: number;
}

type Round = Record<Contestant, TurnCost>;

const smallGoals: Goals = { roundTripMs: { atMost: 1.6 }, cpuMs: { atMost: 1.8 } };
const deltaGoals: Goals = { roundTripMs: { atMost: 2 }, cpuMs: { atMost: 2 } };

const comparisons: readonly Comparison[] = [
  { name: "small turn", deltas: 1, turns: 1_000, use: runTurn, goals: smallGoals },
  { name: "turn of 1,000 deltas", deltas: 1_000, turns: 30, use: runTurn, goals: deltaGoals },
  { name: "stream of 1,000 deltas", deltas: 1_000, turns: 30, use: streamTurn, goals: deltaGoals },
];

export const nullServer: BenchCase = {
  name: "null-server",
  description: "turns on a server that answers at once, compared with a bare client's",
  reasons: {
    "small turn":
      "The bare client writes a line and counts five; the SDK checks params and messages, keeps records, follows the turn and makes its result, in a flat profile.",
    "small turn, unchecked": "See the small turn: checks are a fifth of it.",
    "small turn, CPU": "See the small turn, without the time that both wait for the server.",
    "small turn, CPU, unchecked": "See the small turn: checks are a fifth of it.",
    "turn of 1,000 deltas, CPU": "See deltas: 1 µs for each.",
    "turn of 1,000 deltas, CPU, unchecked": "See deltas: 1 µs for each.",
    "stream of 1,000 deltas":
      "As the turn, and each delta is handed to an asynchronous iterator besides.",
    "stream of 1,000 deltas, CPU":
      "As the turn, and each delta is handed to an asynchronous iterator besides.",
    "stream of 1,000 deltas, CPU, unchecked":
      "As the turn, and each delta is handed to an asynchronous iterator besides.",
  },
  async run({ rounds }): Promise<BenchResult[]> {
    return withContestants(async (contestants) => {
      const results: BenchResult[] = [];
      for (const comparison of comparisons) {
        const measured = await measure(comparison, contestants, rounds);
        results.push(...resultsOf(comparison, measured));
      }
      return results;
    });
  },
};

async function withContestants<T>(use: (contestants: Contestants) => Promise<T>): Promise<T> {
  const tolerant = new Codex({ codexPath: nullServerPath });
  const off = new Codex({ codexPath: nullServerPath, validate: "off" });
  const bare = await RawClient.start(nullServerPath);
  const control = await RawClient.start(nullServerPath);
  try {
    return await use({
      bare: (deltas) => bare.runTurn(deltas),
      control: (deltas) => control.runTurn(deltas),
      tolerant: await tolerant.threadStart(),
      off: await off.threadStart(),
    });
  } finally {
    await Promise.all([bare.close(), control.close(), tolerant.close(), off.close()]);
  }
}

/** One round warms up. In each, all contestants have their turn, so that noise meets all alike. */
async function measure(
  { deltas, turns, use }: Comparison,
  { bare, control, tolerant, off }: Contestants,
  count: number,
): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let round = 0; round <= count; round++) {
    rounds.push({
      bare: await costOf(turns, () => bare(deltas)),
      control: await costOf(turns, () => control(deltas)),
      tolerant: await costOf(turns, () => use(tolerant, deltas)),
      off: await costOf(turns, () => use(off, deltas)),
    });
  }
  return rounds.slice(1);
}

function resultsOf({ name, goals }: Comparison, rounds: readonly Round[]): BenchResult[] {
  return [
    ...figuresOf(name, rounds, { figure: "roundTripMs", goal: goals.roundTripMs }),
    ...figuresOf(`${name}, CPU`, rounds, { figure: "cpuMs", goal: goals.cpuMs }),
  ];
}

function figuresOf(
  name: string,
  rounds: readonly Round[],
  { figure, goal }: { figure: keyof TurnCost; goal: Goal },
): BenchResult[] {
  const valuesOf = (contestant: Contestant): number[] =>
    rounds.map((round) => round[contestant][figure]);
  const against = valuesOf("bare");
  return withControl(
    { name: `${name}, bare against itself`, first: against, second: valuesOf("control") },
    [
      compareRounds({ name, values: valuesOf("tolerant"), against, goal }),
      compareRounds({ name: `${name}, unchecked`, values: valuesOf("off"), against, goal }),
      summarizeRounds(`${name}, bare`, against),
    ],
  );
}

/** The middle round trip, because others may meet a busy machine, and the mean CPU time. */
async function costOf(turns: number, run: () => Promise<unknown>): Promise<TurnCost> {
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let turn = 0; turn < turns; turn++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  return { roundTripMs: findMedian(times), cpuMs: (user + system) / 1e3 / turns };
}

async function runTurn(thread: Thread, deltas: number): Promise<void> {
  await thread.run(String(deltas));
}

async function streamTurn(thread: Thread, deltas: number): Promise<void> {
  const turn = await thread.turn(String(deltas));
  let read = 0;
  for await (const { method } of turn.stream()) {
    if (method === "item/agentMessage/delta") read += 1;
  }
  if (read !== deltas) throw new Error(`${read} of ${deltas} deltas were read.`);
}
