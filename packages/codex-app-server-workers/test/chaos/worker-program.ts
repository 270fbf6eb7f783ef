/**
 * A worker in a process of its own, which ends as in a container: SIGTERM drains it. It also ends
 * when whoever has started it is gone, which the end of its input says.
 */
import type { Logger } from "codex-app-server-sdk";
import { createWorker } from "../../src/index.js";
import { redisEngine, redisThreadStore } from "../../src/redis/index.js";
import type { WorkerTask } from "./worker-task.js";

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const ignore = (): void => {};
const logger: Logger = { debug: ignore, info: ignore, warn: say, error: say };

const {
  redisUrl,
  engine: limits,
  codex,
  ...options
} = JSON.parse(process.env.WORKER_TASK ?? "") as WorkerTask;
await using engine = redisEngine({ connection: redisUrl, ...limits });
await using store = redisThreadStore({ connection: redisUrl });
const thread = () => ({ approvalPolicy: "untrusted", sandbox: "full-access" }) as const;
const worker = createWorker({ engine, store, codex, thread, logger, ...options });
process.once("SIGTERM", () => void worker.close());
say("ready");
process.stdin.resume().once("end", () => process.exit(1));

const reason = await worker.ended;
process.stdin.destroy();
if (reason !== undefined) {
  say(`ended: ${String(reason)}`);
  process.exitCode = 1;
}
