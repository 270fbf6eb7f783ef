// A worker as a container runs it: SIGTERM drains it, and it ends when its app-server has ended.
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWorker } from "codex-app-server-workers";
import { redisEngine, redisThreadStore } from "codex-app-server-workers/redis";

const { REDIS_URL: connection = "", OPENAI_API_KEY: apiKey } = process.env;
const { MAX_TURNS = "8", DRAIN_SECONDS = "240", WORK_FOLDER: cwd = "/work" } = process.env;

const engine = redisEngine({ connection });
const store = redisThreadStore({ connection });

// Ends here if Redis can't be reached. Later on the worker waits for a Redis that is gone.
await engine.check();

const worker = createWorker({
  engine,
  store,
  maxTurns: Number(MAX_TURNS),
  drainMs: Number(DRAIN_SECONDS) * 1000,
  codex: { apiKey },
  // No sandbox, because containers have none to offer: what commands may reach is up to the
  // container that they run in. Somebody approves each of them.
  thread: () => ({ cwd, sandbox: "danger-full-access", approvalPolicy: "untrusted" }),
  logger: console,
});
process.once("SIGTERM", () => void worker.close());

// The liveness probe looks at the age of this file: a process that hangs does not write it.
const beat = (): void => void writeFile(join(tmpdir(), "worker-alive"), "").catch(console.error);
beat();
const heart = setInterval(beat, 10_000);

const reason = await worker.ended;
clearInterval(heart);
await Promise.all([engine.close(), store.close()]);
if (reason !== undefined) {
  console.error(`The worker has ended: ${String(reason)}`);
  process.exitCode = 1; // whoever runs the container starts it again
}
