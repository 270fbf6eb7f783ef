import type { ThreadStore } from "codex-app-server-sdk/store";
import { MockResponsesServer } from "codex-app-server-sdk/testing";
import { onTestFinished } from "vitest";
import { createFleet, type Fleet } from "../../src/index.js";
import { redisEngine, redisThreadStore } from "../../src/redis/index.js";
import { startRedis } from "../support/redis.js";
import type { RedisServer } from "../support/redis-server.js";
import { ChaosModel } from "./chaos-model.js";
import { Crew } from "./crew.js";
import type { Ground } from "./ground.js";
import type { WorkerTask } from "./worker-task.js";

export interface SceneOptions extends Omit<WorkerTask, "redisUrl" | "codex"> {
  /** How long each answer of the model takes. */
  readonly latencyMs: number;
  /** How many clients there are, each with a connection of its own. */
  readonly clients: number;
}

/** Redis, a model, workers, and clients of them. */
export interface Scene {
  readonly redis: RedisServer;
  readonly server: MockResponsesServer;
  readonly model: ChaosModel;
  readonly store: ThreadStore;
  readonly fleets: readonly [Fleet, ...Fleet[]];
  readonly crew: Crew;
}

/** All of it ends with the test, the ground included. */
export async function setScene(ground: Ground, options: SceneOptions): Promise<Scene> {
  const { latencyMs, clients, ...task } = options;
  onTestFinished(() => ground[Symbol.asyncDispose]());
  const server = await MockResponsesServer.start();
  onTestFinished(() => server.close());
  const redis = await startRedis({ bind: ground.host });
  const makeFleet = (): Fleet => {
    const engine = redisEngine({ connection: redis.url, ...task.engine });
    onTestFinished(() => engine.close());
    return createFleet({ engine });
  };
  const fleets = [makeFleet(), ...Array.from({ length: clients - 1 }, makeFleet)] as const;
  const store = redisThreadStore({ connection: redis.url });
  onTestFinished(() => store.close());
  const modelPort = Number(new URL(server.baseUrl).port);
  const places = await ground.connect({ redisPort: redis.port, modelPort });
  const crew = await Crew.start(places, task);
  onTestFinished(() => crew[Symbol.asyncDispose]());
  return { redis, server, model: new ChaosModel(server, latencyMs), store, fleets, crew };
}
