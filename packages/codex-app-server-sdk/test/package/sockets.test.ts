import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import { describe, expect, onTestFinished, test } from "vitest";
import { WebSocketServer } from "ws";

type Sdk = typeof import("codex-app-server-sdk");

const require = createRequire(import.meta.url);

/** A server that answers the handshake, on a socket of loopback. */
async function listen(): Promise<string> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("connection", (socket) =>
    socket.on("message", (data) => {
      const { id } = JSON.parse(String(data));
      const result = { userAgent: "a/0.1.0", codexHome: "/", platformFamily: "", platformOs: "" };
      if (id !== undefined) socket.send(JSON.stringify({ id, result }));
    }),
  );
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The package as a user's bundler takes it in, `ws` and all. */
async function bundled(format: "cjs" | "esm"): Promise<Sdk> {
  const { outputFiles } = await build({
    stdin: {
      contents: 'export { Codex } from "codex-app-server-sdk";',
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    write: false,
    logLevel: "error",
    // Without the paths that lead to the sources.
    tsconfigRaw: {},
    platform: "node",
    format,
  });
  const [{ text = "" } = {}] = outputFiles;
  if (format === "esm") return import(`data:text/javascript,${encodeURIComponent(text)}`);
  const module = { exports: {} };
  new Function("module", "exports", "require", text)(module, module.exports, require);
  return module.exports as Sdk;
}

describe("sockets need nothing that is not in the package", () => {
  test.each<[string, () => Promise<Sdk> | Sdk]>([
    ["an ES module", () => import("codex-app-server-sdk")],
    ["CommonJS", () => require("codex-app-server-sdk")],
    ["a bundle of ES modules", () => bundled("esm")],
    ["a bundle of CommonJS", () => bundled("cjs")],
  ])("as %s", async (_, load) => {
    const { Codex } = await load();
    const codex = new Codex({ transport: { type: "websocket", url: await listen() } });
    onTestFinished(() => codex.close());

    expect((await codex.start()).serverVersion).toBe("0.1.0");
  });
});
