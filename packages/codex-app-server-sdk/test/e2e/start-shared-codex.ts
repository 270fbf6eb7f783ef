import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { bundledCodexPath } from "openai-codex-cli-bin";
import { onTestFinished } from "vitest";
import { Codex, type CodexOptions } from "../../src/index.js";
import { type MockResponsesServer, type TestHome, testCodex } from "../../src/testing/index.js";
import { WebSocketTransport } from "../support/web-socket-transport.js";

export interface SharedSetup {
  model: MockResponsesServer;
  home: TestHome;
  /** Makes another client of the same server, which is closed when the test is over. */
  connect(options?: Omit<CodexOptions, "transport">): SharedClient;
}

export interface SharedClient {
  codex: Codex;
  /** The warnings and errors that it logged. */
  warnings: string[];
}

/** Starts the pinned Codex as a server for several clients. It ends with the test. */
export async function startSharedCodex(): Promise<SharedSetup> {
  const { model, home, dispose } = await testCodex();
  onTestFinished(dispose);
  const url = await listen(home);
  return {
    model,
    home,
    connect: (options) => connect(url, options),
  };
}

function connect(url: string, options: Omit<CodexOptions, "transport"> = {}): SharedClient {
  const warnings: string[] = [];
  const warn = (message: string): number => warnings.push(message);
  const ignore = (): void => {};
  const logger = { debug: ignore, info: ignore, warn, error: warn };
  const codex = new Codex({ logger, ...options, transport: new WebSocketTransport(url) });
  onTestFinished(() => codex.close());
  return { codex, warnings };
}

async function listen(home: TestHome): Promise<string> {
  const args = ["app-server", "--listen", "ws://127.0.0.1:0"];
  const codexPath = process.env.CODEX_PATH ?? bundledCodexPath();
  const server = spawn(codexPath, args, { cwd: home.cwd, env: home.env });
  const exited = once(server, "exit");
  onTestFinished(async () => {
    server.kill("SIGKILL");
    await exited;
  });
  for await (const line of createInterface({ input: server.stderr })) {
    const url = /listening on: (ws:\S+)/.exec(line)?.[1];
    if (url !== undefined) {
      server.stderr.resume();
      return url;
    }
  }
  throw new Error("The server ended before it listened.");
}
