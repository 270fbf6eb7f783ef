import type { MockResponsesServer } from "../../../../../packages/codex-app-server-sdk/src/testing/index.js";
import type { RawAppServer } from "../raw-app-server.js";

/** What a scenario works with. */
export interface Stage {
  server: RawAppServer;
  model: MockResponsesServer;
  /** An empty folder. */
  cwd: string;
  experimental: boolean;
}
