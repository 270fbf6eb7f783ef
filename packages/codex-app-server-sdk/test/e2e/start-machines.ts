import { onTestFinished } from "vitest";
import { Codex, type CodexOptions } from "../../src/index.js";
import type { ThreadStore } from "../../src/store/index.js";
import { createTestHome, MockResponsesServer, type TestHome } from "../../src/testing/index.js";
import { isAlive } from "../support/is-alive.js";

export interface Machine {
  readonly codex: Codex;
  readonly home: TestHome;
  /** The warnings and errors that the client logged. */
  readonly warnings: string[];
}

export interface Machines {
  readonly model: MockResponsesServer;
  /** Another machine with the store, a home of its own and the same model. */
  start(options?: CodexOptions): Promise<Machine>;
  /** Another client on the home of a machine, whose own one has been closed. */
  startAgain(machine: Machine, options?: CodexOptions): Machine;
}

/** Machines that have a store and nothing else in common. All of it ends with the test. */
export async function startMachines(threadStore: ThreadStore): Promise<Machines> {
  const model = await MockResponsesServer.start();
  onTestFinished(async () => {
    await model.close();
    const [unexpected] = model.unexpectedRequests;
    if (unexpected) throw new Error(`Unexpected model request: ${unexpected.reason}`);
  });
  const on = (home: TestHome, options: CodexOptions = {}): Machine => {
    const warnings: string[] = [];
    const ignore = (): void => {};
    const warn = (message: string): void => void warnings.push(message);
    const logger = { debug: ignore, info: ignore, warn, error: warn };
    const codex = new Codex({ ...home.options, threadStore, logger, ...options });
    onTestFinished(async () => {
      const { pid } = codex;
      await codex.close();
      if (pid !== undefined && isAlive(pid)) throw new Error(`The server ${pid} outlived close().`);
    });
    return { codex, home, warnings };
  };
  return {
    model,
    start: async (options) => {
      const home = await createTestHome({ responses: model });
      onTestFinished(() => home.dispose());
      return on(home, options);
    },
    startAgain: ({ home }, options) => on(home, options),
  };
}
