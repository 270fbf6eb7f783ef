import { onTestFinished } from "vitest";
import { Codex, type CodexOptions } from "../../src/index.js";
import {
  createTestHome,
  MockResponsesServer,
  type MockResponsesServerOptions,
  type TestHome,
  type TestHomeOptions,
} from "../../src/testing/index.js";
import { isAlive } from "../support/is-alive.js";

export interface E2eSetup {
  codex: Codex;
  model: MockResponsesServer;
  home: TestHome;
  /** The warnings and errors that the client logged. */
  warnings: string[];
}

export interface E2eOptions {
  codex?: CodexOptions;
  model?: MockResponsesServerOptions;
  home?: Omit<TestHomeOptions, "responses">;
}

/**
 * Starts the pinned Codex through the SDK, with a stand-in model and a temporary home. All of it
 * ends with the test. A server process that is left then, or an unexpected request to the model,
 * fails the test.
 */
export async function startCodex(options: E2eOptions = {}): Promise<E2eSetup> {
  const model = await MockResponsesServer.start(options.model);
  const home = await createTestHome({ ...options.home, responses: model });
  const warnings: string[] = [];
  const codex = new Codex({
    inheritEnv: false,
    env: home.env,
    cwd: home.cwd,
    logger: {
      debug: () => {},
      info: () => {},
      warn: (message) => warnings.push(message),
      error: (message) => warnings.push(message),
    },
    ...options.codex,
  });
  onTestFinished(async () => {
    const { pid } = codex;
    await codex.close();
    await model.close();
    await home.dispose();
    if (pid !== undefined && isAlive(pid)) throw new Error(`The server ${pid} outlived close().`);
    const [unexpected] = model.unexpectedRequests;
    if (unexpected) throw new Error(`Unexpected model request: ${unexpected.reason}`);
  });
  return { codex, model, home, warnings };
}
