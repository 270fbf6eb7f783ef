import type { ContestantSettings } from "./contestant.js";
import type { ContestantName } from "./contestants.js";

/** What a process with one client under test has to do. */
export interface ProbeTask {
  contestant: ContestantName;
  settings: ContestantSettings;
  /** How many threads run at the same time. */
  threads: number;
  /** What is said in each round; all threads say the same. */
  texts: readonly string[];
}

export interface ProbeResult {
  /** From before the client was loaded to the first piece of text. Node's own start is left out. */
  coldMs: number;
  rounds: ProbedRound[];
}

/** One turn on each thread, all begun together. */
export interface ProbedRound {
  /** Until the last turn was over. */
  ms: number;
  /** Until the first piece of text. */
  firstTextMs: number;
  /** CPU time of the client's process alone, without its servers. */
  cpuMs: number;
  /** How many pieces of text arrived. */
  pieces: number;
  /** The whole text of each turn, by its length. */
  lengths: number[];
}
