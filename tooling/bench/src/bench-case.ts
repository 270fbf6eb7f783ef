import type { GrowthPoint, Spread } from "./statistics.js";

/** One measurement, always compared with another one in the same run. */
export interface BenchCase {
  name: string;
  /** What is compared with what. */
  description: string;
  /** Whether `--quick` leaves it out, unless it is named. Default false. */
  isLong?: boolean;
  /** Why goals are missed, by figure, for readers of the page. Shown while they are. */
  reasons?: Readonly<Record<string, string>>;
  run(options: BenchOptions): Promise<BenchResult[]>;
}

export interface BenchOptions {
  /** Number of rounds; each figure is the median of them. */
  rounds: number;
  /** Whether to do less work in each round, so that all cases take two minutes. */
  isQuick: boolean;
}

/** What a figure should reach. */
export type Goal = { atMost: number } | { atLeast: number };

export interface BenchResult {
  name: string;
  value: number;
  /** `x` is a ratio, `^` the exponent of growth; counts have none. */
  unit: "" | "x" | "^" | "ms" | "MB" | "KB" | "rounds";
  /** Between these lies the middle half of the rounds. Missing for what is measured once. */
  spread?: Spread;
  /** Missing for figures that only explain others. */
  goal?: Goal;
  /** What an exponent was found from: the cost in milliseconds at each size. */
  points?: readonly GrowthPoint[];
  /** The control of this case differs so much from round to round that the goal is not judged. */
  isTooNoisy?: boolean;
}

export type Verdict = "met" | "MISSED" | "too noisy to conclude";

/** Whether a figure reaches its goal; undefined for one that has none. */
export function judge({ value, goal, isTooNoisy = false }: BenchResult): Verdict | undefined {
  if (goal === undefined) return undefined;
  if (isTooNoisy) return "too noisy to conclude";
  const isMet = "atMost" in goal ? value <= goal.atMost : value >= goal.atLeast;
  return isMet ? "met" : "MISSED";
}
