import { onTestFinished } from "vitest";
import { Codex, type CodexOptions } from "../../src/index.js";
import { type MockResponsesServer, type TestHome, testCodex } from "../../src/testing/index.js";
import { ListeningCodex, type ListenOptions } from "../support/listening-codex.js";

export interface SharedSetup {
  model: MockResponsesServer;
  home: TestHome;
  server: ListeningCodex;
  /** Makes another client of the same server, which is closed when the test is over. */
  connect(options?: CodexOptions): SharedClient;
}

export interface SharedOptions extends ListenOptions {
  /** What stands in the home's `config.toml`. */
  config?: string;
}

export interface SharedClient {
  codex: Codex;
  /** The warnings and errors that it logged. */
  warnings: string[];
}

/** Starts the pinned Codex as a server for several clients. It ends with the test. */
export async function startSharedCodex({
  config,
  ...options
}: SharedOptions = {}): Promise<SharedSetup> {
  const { model, home, dispose } = await testCodex({ home: { config } });
  onTestFinished(dispose);
  const server = await ListeningCodex.start(home, options);
  return { model, home, server, connect: (own) => connect(server, own) };
}

function connect({ socket }: ListeningCodex, options: CodexOptions = {}): SharedClient {
  const warnings: string[] = [];
  const warn = (message: string): number => warnings.push(message);
  const ignore = (): void => {};
  const logger = { debug: ignore, info: ignore, warn, error: warn };
  const codex = new Codex({ logger, transport: socket, ...options });
  onTestFinished(() => codex.close());
  return { codex, warnings };
}
