import { readFileSync } from "node:fs";
import { expect } from "vitest";

/** A command for the model to run that tells the test its process id, then sleeps. */
export interface ReportingCommand {
  readonly cmd: string;
  /** Resolves when the command runs. */
  pid(): Promise<number>;
}

/** @param file path of the file in which the command reports */
export function createReportingCommand(file: string): ReportingCommand {
  return {
    cmd: `echo $$ > ${file}; exec sleep 300`,
    pid: () => reportedPid(file),
  };
}

/** The process id that a process writes into this file, with a line feed after it. */
export async function reportedPid(file: string): Promise<number> {
  const read = (): string => readFileSync(file, "utf8");
  await expect.poll(read, { timeout: 15_000, interval: 20 }).toMatch(/^\d+\n$/);
  return Number(read());
}
