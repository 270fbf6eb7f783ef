/**
 * A user's program that has an engine on Redis, with no Redis: it shows that the libraries load
 * without their install scripts, and that both entries throw the same errors. Nothing listens at
 * port 9.
 */
const body = `
const connection = "redis://127.0.0.1:9";
export const done = (async () => {
  const engine = redisEngine({ connection, timeoutMs: 300 });
  try {
    await createFleet({ engine }).thread("user-42").run("Does it?");
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    console.log(error.code);
  } finally {
    await engine.close();
  }
})();
`;

/** What it prints. */
export const redisOutput = "ENGINE_FAILED";

const imports = `import { createFleet, EngineError } from "codex-app-server-workers";
import { redisEngine } from "codex-app-server-workers/redis";
`;

/** The program as an ES module and as CommonJS, for Node and for the compiler, by file name. */
export const redisPrograms: Readonly<Record<string, string>> = {
  "redis.mjs": imports + body,
  "redis.mts": imports + body,
  "redis.cts": imports + body,
  "redis.cjs": `const { createFleet, EngineError } = require("codex-app-server-workers");
const { redisEngine } = require("codex-app-server-workers/redis");
${body.replace("export const done", "exports.done")}`,
};
