import { once } from "node:events";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import WebSocket from "ws";
import { Codex, type CodexOptions } from "../../src/index.js";
import { message } from "../../src/testing/index.js";
import { startSharedCodex } from "./start-shared-codex.js";

const maxFrameBytes = 16 * 1024 * 1024;

/** Params whose request is `bytes` long as the first one after the handshake. */
function paramsOfLength(bytes: number): { filler: string } {
  const empty = JSON.stringify({ id: 2, method: "thread/loaded/list", params: { filler: "" } });
  return { filler: "x".repeat(bytes - empty.length) };
}

describe("a frame", () => {
  test("as long as the server takes is sent, and a longer one is refused before that", async () => {
    const { connect } = await startSharedCodex();
    const { codex } = connect();
    await codex.start();

    const longest = paramsOfLength(maxFrameBytes);
    await expect(codex.requestRaw("thread/loaded/list", longest)).resolves.toBeDefined();
    const refused = codex.requestRaw("thread/loaded/list", { filler: `${longest.filler}xx` });

    await expect(refused).rejects.toMatchObject({ code: "OPTIONS_INVALID" });
    await expect(refused).rejects.toThrow(`at most ${maxFrameBytes}`);
    expect(codex.state).toBe("ready");
    await expect(codex.requestRaw("thread/loaded/list", {})).resolves.toBeDefined();
  });

  test("that is too long leaves the thread free for another turn", async () => {
    const { connect, model } = await startSharedCodex({ kind: "unix" });
    const thread = await connect().codex.threadStart();
    const parts = Array.from({ length: 17 }, () => ({
      type: "text" as const,
      text: "x".repeat(1_000_000),
    }));

    await expect(thread.run(parts)).rejects.toMatchObject({ code: "OPTIONS_INVALID" });
    model.respond(message("short"));
    expect((await thread.run("Short")).finalResponse).toBe("short");
  });
});

describe("a token", () => {
  const token = "token-of-the-server-5b2e";

  /** Everything that a client says while it starts. */
  async function startWith(
    transport: NonNullable<CodexOptions["transport"]>,
  ): Promise<{ error: unknown; shown: string }> {
    const shown: string[] = [];
    const log = (text: string): void => void shown.push(text);
    const logger = { debug: log, info: log, warn: log, error: log };
    const trace = (entry: unknown): void => log(JSON.stringify(entry));
    const codex = new Codex({ transport, logger, trace });
    const error = await codex.start().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    await codex.close();
    return { error, shown: [...shown, inspect(error, { depth: 10 }), inspect(codex)].join("\n") };
  }

  test("lets in, and is shown nowhere", async () => {
    const { server } = await startSharedCodex({ token });

    const { error, shown } = await startWith(server.socket);

    expect(error).toBeUndefined();
    expect(shown).not.toContain(token);
  });

  test.each([
    ["missing", undefined, "it wants a token"],
    ["wrong", `not-the-${token}`, "it does not accept the token"],
  ])("that is %s is an error that says so", async (_, given, part) => {
    const { server } = await startSharedCodex({ token });

    const { error, shown } = await startWith({ ...server.socket, token: given } as never);

    expect(error).toMatchObject({ code: "STARTUP_FAILED" });
    expect(String(error)).toContain(part);
    expect(shown).not.toContain(token);
  });
});

test("a server tells that it is ready, and lets no web page in", async () => {
  const { server } = await startSharedCodex({ token: "token-of-the-server-5b2e" });
  const address = server.socket.type === "websocket" ? server.socket.url : "";
  const ready = new URL("/readyz", address.replace("ws:", "http:"));

  expect((await fetch(ready)).status).toBe(200);
  const page = new WebSocket(address, { origin: "https://example.com" });
  const [error] = await once(page, "error");
  expect(error.message).toContain("403");
});

test("close() leaves the server to the others", async () => {
  const { connect, server, model } = await startSharedCodex();
  const { codex: one } = connect();
  const { codex: other } = connect();
  await Promise.all([one.start(), other.start()]);

  await one.close();

  expect(one.state).toBe("closed");
  expect(one.pid).toBeUndefined();
  expect(server.isRunning).toBe(true);
  model.respond(message("still here"));
  expect((await (await other.threadStart()).run("Are you?")).finalResponse).toBe("still here");
});

test("a server that nobody runs is an error that names the address", async () => {
  const codex = new Codex({ transport: { type: "websocket", url: "ws://127.0.0.1:9/codex?a=b" } });

  await expect(codex.start()).rejects.toThrow("the server at ws://127.0.0.1:9/codex did not");
  expect(codex.state).toBe("failed");
});
