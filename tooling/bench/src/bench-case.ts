/** One measurement, always compared with another one in the same run. */
export interface BenchCase {
  name: string;
  /** What is compared with what. */
  description: string;
  run(options: BenchOptions): Promise<BenchResult[]>;
}

export interface BenchOptions {
  /** Number of rounds; each figure is the median of them. */
  rounds: number;
}

export interface BenchResult {
  name: string;
  value: number;
  unit: "x" | "ms" | "MB" | "KB";
  /** Upper limit for the value. Missing for figures that only explain others. */
  limit?: number;
}

export function meetsLimit({ value, limit }: BenchResult): boolean {
  return limit === undefined || value <= limit;
}
