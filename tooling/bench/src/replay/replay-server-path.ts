import { fileURLToPath } from "node:url";

/** The program of the replay server, which can be started in place of Codex. */
export const replayServerPath: string = fileURLToPath(
  new URL("./replay-server.mjs", import.meta.url),
);
