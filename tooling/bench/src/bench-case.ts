/** One thing that is measured, always against something else in the same run. */
export interface BenchCase {
  name: string;
  /** What is compared with what. */
  description: string;
  run(options: BenchOptions): Promise<BenchResult[]>;
}

export interface BenchOptions {
  /** How many rounds each figure is the median of. */
  rounds: number;
}

export interface BenchResult {
  name: string;
  value: number;
  unit: "x" | "ms" | "MB" | "KB";
  /** What the value is to stay below. Missing for figures that only explain others. */
  limit?: number;
}

export function meetsLimit({ value, limit }: BenchResult): boolean {
  return limit === undefined || value <= limit;
}
