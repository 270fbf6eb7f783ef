export interface SlowReaderTask {
  /** The program of the null server. */
  command: string;
  /** How many deltas the turn has. */
  deltas: number;
  /** A slow reader reads nothing until the turn is over. */
  speed: "slow" | "fast";
}

export interface SlowReaderCost {
  /** How much text was read. */
  length: number;
  /** How many notifications the text came in. */
  pieces: number;
  /** The most memory that the client's process had. */
  maxRssMb: number;
}
