import { createTestHome, MockResponsesServer, type TestHome } from "codex-app-server-sdk/testing";
import { onTestFinished } from "vitest";
import { startRedis } from "../support/redis.js";
import type { RedisServer } from "../support/redis-server.js";
import { type Program, startTypeScript } from "../support/start-program.js";
import { kubernetesFolder } from "./read-manifest.js";
import { startHands } from "./start-hands.js";

/** What the pods of the manifest share, and a way to start each of them as processes. */
export interface Pods {
  readonly model: MockResponsesServer;
  readonly redis: RedisServer;
  startWorker(env?: Record<string, string>): Promise<WorkerPod>;
  /** Resolves with the address of a new web process, and the process. */
  startWeb(): Promise<[address: string, web: Program]>;
}

export interface WorkerPod {
  readonly worker: Program;
  readonly home: TestHome;
}

/** A Redis and a model, and no pods yet. All of it ends with the test. */
export async function startPods(): Promise<Pods> {
  const model = await MockResponsesServer.start();
  onTestFinished(() => model.close());
  const redis = await startRedis();
  return {
    model,
    redis,
    startWorker: (env) => startWorkerPod(model, redis, env),
    startWeb: () => startWeb(redis),
  };
}

async function startWorkerPod(
  model: MockResponsesServer,
  { url }: RedisServer,
  env: Record<string, string> = {},
): Promise<WorkerPod> {
  const home = await createTestHome({ responses: model });
  onTestFinished(() => home.dispose());
  const { url: execServerUrl } = await startHands(home, "over there");
  const worker = startTypeScript(`${kubernetesFolder}worker.ts`, {
    ...home.env,
    REDIS_URL: url,
    MAX_TURNS: "2",
    WORK_FOLDER: home.cwd,
    CODEX_EXEC_SERVER_URL: execServerUrl,
    ...env,
  });
  return { worker, home };
}

async function startWeb({ url }: RedisServer): Promise<[string, Program]> {
  const { PATH = "" } = process.env;
  const env = { PATH, REDIS_URL: url, HOST: "127.0.0.1", PORT: "0" };
  const web = startTypeScript(`${kubernetesFolder}web.ts`, env);
  const line = await web.line("Listening on ");
  return [line.slice("Listening on ".length), web];
}
