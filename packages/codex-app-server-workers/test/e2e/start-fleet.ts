import type { CodexOptions } from "codex-app-server-sdk";
import type { ThreadStore } from "codex-app-server-sdk/store";
import { createTestHome, MockResponsesServer, type TestHome } from "codex-app-server-sdk/testing";
import { onTestFinished } from "vitest";
import {
  createFleet,
  createWorker,
  type Engine,
  type Fleet,
  type Worker,
  type WorkerOptions,
} from "../../src/index.js";

export interface StartedWorker {
  readonly worker: Worker;
  readonly home: TestHome;
  /** The warnings and errors that it logged. */
  readonly warnings: string[];
}

/** What a fleet shares. */
export interface FleetPlace {
  readonly engine: Engine;
  readonly store: ThreadStore;
}

export interface StartedFleet extends FleetPlace {
  readonly fleet: Fleet;
  readonly model: MockResponsesServer;
  /** A worker with a home of its own. */
  start(options?: Partial<WorkerOptions>, codex?: CodexOptions): Promise<StartedWorker>;
}

/** A fleet with a model, and no workers yet. All of it ends with the test. */
export async function startFleet({ engine, store }: FleetPlace): Promise<StartedFleet> {
  const model = await MockResponsesServer.start();
  onTestFinished(() => model.close());
  const start: StartedFleet["start"] = async (options, codexOptions) => {
    const home = await createTestHome({ responses: model });
    onTestFinished(() => home.dispose());
    const warnings: string[] = [];
    const ignore = (): void => {};
    const warn = (message: string): void => void warnings.push(message);
    const logger = { debug: ignore, info: ignore, warn, error: warn };
    const codex = { ...home.options, ...codexOptions };
    const worker = createWorker({ engine, store, codex, logger, ...options });
    onTestFinished(() => worker.close());
    return { worker, home, warnings };
  };
  return { fleet: createFleet({ engine }), engine, store, model, start };
}
