import { fileURLToPath } from "node:url";

/** The program of the null server, which can be started in place of Codex. */
export const nullServerPath: string = fileURLToPath(new URL("./null-server.mjs", import.meta.url));
