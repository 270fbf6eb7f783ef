import { onTestFinished } from "vitest";
import { type TestCodex, type TestCodexOptions, testCodex } from "../../src/testing/index.js";
import { isAlive } from "../support/is-alive.js";

export interface E2eSetup extends Pick<TestCodex, "codex" | "model" | "home"> {
  /** The warnings and errors that the client logged. */
  warnings: string[];
}

/**
 * Starts the pinned Codex through the SDK, with a stand-in model and a temporary home. All of it
 * ends with the test. A server process that is left then, or an unexpected request to the model,
 * fails the test.
 */
export async function startCodex(options: TestCodexOptions = {}): Promise<E2eSetup> {
  const warnings: string[] = [];
  const ignore = (): void => {};
  const warn = (message: string): void => void warnings.push(message);
  const logger = { debug: ignore, info: ignore, warn, error: warn };
  const setup = await testCodex({ ...options, codex: { logger, ...options.codex } });
  const { codex, model, home } = setup;
  onTestFinished(async () => {
    const { pid } = codex;
    await setup.dispose();
    if (pid !== undefined && isAlive(pid)) throw new Error(`The server ${pid} outlived close().`);
    const [unexpected] = model.unexpectedRequests;
    if (unexpected) throw new Error(`Unexpected model request: ${unexpected.reason}`);
  });
  return { codex, model, home, warnings };
}
