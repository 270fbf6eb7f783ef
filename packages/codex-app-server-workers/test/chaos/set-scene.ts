import type { ThreadStore } from "codex-app-server-sdk/store";
import { MockResponsesServer } from "codex-app-server-sdk/testing";
import { createFleet, type Fleet } from "../../src/index.js";
import { redisEngine, redisThreadStore } from "../../src/redis/index.js";
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

/** A model, workers, and clients of them. */
export interface Scene {
  readonly model: ChaosModel;
  readonly store: ThreadStore;
  readonly fleets: readonly [Fleet, ...Fleet[]];
  readonly crew: Crew;
}

/** `onEnd` takes what ends it, to be called the last first. Redis listens on the ground's host. */
export async function setScene(
  ground: Ground,
  redis: RedisServer,
  { latencyMs, clients, ...task }: SceneOptions,
  onEnd: (end: () => Promise<void>) => void,
): Promise<Scene> {
  const server = await MockResponsesServer.start();
  onEnd(() => server.close());
  const makeFleet = (): Fleet => {
    const engine = redisEngine({ connection: redis.url, ...task.engine });
    onEnd(() => engine.close());
    return createFleet({ engine });
  };
  const fleets = [makeFleet(), ...Array.from({ length: clients - 1 }, makeFleet)] as const;
  const store = redisThreadStore({ connection: redis.url });
  onEnd(() => store.close());
  const modelPort = Number(new URL(server.baseUrl).port);
  const places = await ground.connect({ redisPort: redis.port, modelPort });
  const crew = await Crew.start(places, task);
  onEnd(() => crew[Symbol.asyncDispose]());
  return { model: new ChaosModel(server, latencyMs), store, fleets, crew };
}
