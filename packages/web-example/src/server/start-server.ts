import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Codex } from "codex-app-server-sdk";
import { createApp } from "./app.js";
import { Chats } from "./chats.js";

export interface ServerOptions {
  readonly codex: Codex;
  /** Where Codex works. */
  readonly folder: string;
  /** 0 = one that is free. */
  readonly port: number;
  /** Who has it may use the page. */
  readonly token: string;
}

export interface RunningServer {
  /** What to open; the token in it is sent to no server. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the page to this machine alone. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { codex, folder, port, token } = options;
  const { fetch } = createApp(new Chats(codex, folder), token);
  const server = createAdaptorServer({ fetch });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}/#token=${token}`,
    close: async () => {
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
    },
  };
}
