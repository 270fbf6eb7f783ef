import type { RawServer } from "../raw/raw-connection.js";
import type { ReplayClientName } from "./replay-clients.js";

export interface ReplayTask {
  client: ReplayClientName;
  server: RawServer;
}

/** What reading a replay took. */
export interface ReplayCost {
  /** How many notifications were delivered. */
  count: number;
  ms: number;
  /** CPU time of the client's process alone. */
  cpuMs: number;
  /** The most memory that the client's process had. */
  maxRssMb: number;
}
