import { expect } from "vitest";
import type { Codex, CodexOptions } from "../../src/index.js";
import { CuttableProxy } from "../support/cuttable-proxy.js";
import { type SharedOptions, type SharedSetup, startSharedCodex } from "./start-shared-codex.js";

const reconnect = { maxAttempts: 20, backoffMs: 1 };

export interface CutSetup extends SharedSetup {
  codex: Codex;
  warnings: string[];
  proxy: CuttableProxy;
  /** Cuts the connection and resolves when the client knows; it stays cut until `mend`. */
  cut(): Promise<void>;
  /** Resolves when the client is connected again. */
  mend(): Promise<void>;
}

/** A client of a server that others can use, too, behind a line that can be cut. */
export async function startCut(
  options: CodexOptions = {},
  server: SharedOptions = {},
): Promise<CutSetup> {
  const shared = await startSharedCodex(server);
  const { socket } = shared.server;
  const proxy = await CuttableProxy.start(socket.type === "websocket" ? socket.url : "");
  const transport = { type: "websocket", url: proxy.url, reconnect } as const;
  const { codex, warnings } = shared.connect({ transport, ...options });
  const cut = async (): Promise<void> => {
    proxy.block();
    proxy.cut();
    await expect.poll(() => codex.state, { interval: 1 }).toBe("reconnecting");
  };
  const mend = async (): Promise<void> => {
    proxy.unblock();
    await codex.start();
  };
  return { ...shared, codex, warnings, proxy, cut, mend };
}
