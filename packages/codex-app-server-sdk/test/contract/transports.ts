import { onTestFinished } from "vitest";
import { Codex, type CodexOptions } from "../../src/index.js";
import { type MockResponsesServer, testCodex } from "../../src/testing/index.js";
import { ListeningCodex } from "../support/listening-codex.js";

export type Kind = "stdio" | "websocket" | "unix";

/** What the suite needs to know of a transport, and the server that it leads to. */
export interface Connected {
  codex: Codex;
  model: MockResponsesServer;
  /** Another client; of the same server where there can be one. */
  connect(options?: CodexOptions): Codex;
  /** Kills the server's process. */
  kill(): Promise<void>;
}

/** Starts the pinned Codex and a client of it that is reached in this way. */
export async function connectBy(kind: Kind, options: CodexOptions = {}): Promise<Connected> {
  const { model, home, dispose } = await testCodex();
  onTestFinished(dispose);
  const make = (given: CodexOptions): Codex => {
    const codex = new Codex({ logger: false, ...given });
    onTestFinished(() => codex.close());
    return codex;
  };
  if (kind === "stdio") {
    const codex = make({ ...home.options, ...options });
    const kill = async (): Promise<void> => {
      process.kill(codex.pid ?? Number.NaN, "SIGKILL");
    };
    return { codex, model, connect: (own) => make({ ...home.options, ...own }), kill };
  }
  const server = await ListeningCodex.start(home, { kind });
  const connect = (own: CodexOptions = {}): Codex => make({ transport: server.socket, ...own });
  return { codex: connect(options), model, connect, kill: () => server.kill() };
}
