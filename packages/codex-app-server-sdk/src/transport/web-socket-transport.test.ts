import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type ServerOptions, type WebSocket, WebSocketServer } from "ws";
import { withResolvers } from "../async/with-resolvers.js";
import type { SocketTarget } from "./socket-target.js";
import type { TransportEnd } from "./transport.js";
import { WebSocketTransport, type WebSocketTransportOptions } from "./web-socket-transport.js";

interface Setup {
  target: SocketTarget;
  /** The server's side of the first connection. */
  accepted: Promise<WebSocket>;
}

/** Listens at `path` or on loopback, until the test is over. */
async function listen(options: ServerOptions = {}, path?: string): Promise<Setup> {
  const http = createServer();
  const server = new WebSocketServer({ server: http, ...options });
  const { promise: accepted, resolve } = withResolvers<WebSocket>();
  server.once("connection", resolve);
  const target = await addressOf(http, path);
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
  });
  return { target, accepted };
}

async function addressOf(http: Server, path?: string): Promise<SocketTarget> {
  const sockets = new Set<Socket>();
  http.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => {
    if (path === undefined) http.listen(0, "127.0.0.1", resolve);
    else http.listen(path, resolve);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    http.close();
  });
  if (path !== undefined) return { path };
  return { url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}` };
}

interface Opened {
  transport: WebSocketTransport;
  opening: Promise<void>;
  messages: string[];
  ends: TransportEnd[];
  ended: Promise<TransportEnd>;
}

function open(target: SocketTarget, options: Partial<WebSocketTransportOptions> = {}): Opened {
  const given = { target, maxMessageBytes: 0, closeMs: 500, ...options };
  const transport = new WebSocketTransport(given);
  const messages: string[] = [];
  const ends: TransportEnd[] = [];
  const { promise: ended, resolve } = withResolvers<TransportEnd>();
  const opening = transport.open({
    message: (text) => messages.push(text),
    end(end) {
      ends.push(end);
      resolve(end);
    },
  });
  onTestFinished(() => transport.close());
  return { transport, opening, messages, ends, ended };
}

/** A folder for sockets, with a colon in its name. */
async function socketFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sock:et "));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe.each(["address", "path"])("over an %s", (kind) => {
  test.skipIf(kind === "path" && process.platform === "win32")(
    "messages arrive whole in both directions, and close() leaves",
    async () => {
      const path = kind === "path" ? join(await socketFolder(), "codex.sock") : undefined;
      const { target, accepted } = await listen({}, path);
      const { transport, opening, messages, ended } = open(target);
      await opening;
      const server = await accepted;
      const closed = new Promise((resolve) => server.once("close", resolve));
      server.on("message", (data) => server.send(String(data)));

      const sent = ["ä", "😀 日本語", "a\u2028b", "x".repeat(1_000_000)];
      for (const text of sent) transport.send(text);
      await expect.poll(() => messages.length).toBe(sent.length);
      await transport.close();

      expect(messages).toEqual(sent);
      expect(await closed).toBeDefined();
      expect(await ended).toEqual({ exitCode: null, signal: null, stderrTail: "" });
    },
  );
});

test("the token goes in a header and nowhere else", async () => {
  const token = "token-of-a-server";
  const { promise, resolve } = withResolvers<{ url: string | undefined; header: unknown }>();
  const http = createServer();
  new WebSocketServer({ server: http }).once("connection", (_, { url, headers }) =>
    resolve({ url, header: headers.authorization }),
  );
  const own = await addressOf(http);
  await open({ ...own, token } as SocketTarget).opening;

  expect(await promise).toEqual({ url: "/", header: `Bearer ${token}` });
});

describe("opening rejects, and end is not called,", () => {
  test("when nobody listens", async () => {
    const path = join(await socketFolder(), "nobody.sock");
    const { opening, ends } = open({ path });

    await expect(opening).rejects.toThrow(path);
    expect(ends).toEqual([]);
  });

  test.each([
    [401, undefined, "it wants a token"],
    [401, "wrong-token", "it does not accept the token"],
    [404, undefined, "no app-server listens at this address"],
  ])("when the server answers %d to the token %s", async (status, token, part) => {
    const http = createServer();
    http.on("upgrade", (_, socket) => socket.end(`HTTP/1.1 ${status} No\r\n\r\n`));
    const target = { ...(await addressOf(http)), token } as SocketTarget;
    const { opening, ends } = open(target);

    const error = await opening.then(
      () => undefined,
      (reason: Error) => reason,
    );

    expect(error?.message).toContain(`HTTP ${status}: ${part}`);
    expect(String(error?.message)).not.toContain("wrong-token");
    expect(ends).toEqual([]);
  });

  test("when it is closed before the server answers", async () => {
    const { promise: asked, resolve } = withResolvers<void>();
    const http = createServer();
    http.on("upgrade", () => resolve());
    const { transport, opening } = open(await addressOf(http));
    const outcome = expect(opening).rejects.toThrow();
    await asked;

    await transport.close();
    await outcome;
  });
});

describe("the connection ends", () => {
  test("with the code and the reason that the server gives", async () => {
    const { target, accepted } = await listen();
    const { opening, ended } = open(target);
    await opening;

    (await accepted).close(1011, "out of luck");

    expect((await ended).error?.message).toBe("WebSocket code 1011, out of luck");
  });

  test("when it is cut, once", async () => {
    const { target, accepted } = await listen();
    const { opening, ended, ends } = open(target);
    await opening;

    (await accepted).terminate();

    expect((await ended).error?.message).toBe("without saying why");
    expect(ends).toHaveLength(1);
  });

  test("with a ProtocolError at a message that is too long", async () => {
    const { target, accepted } = await listen();
    const { opening, ended } = open(target, { maxMessageBytes: 1_000 });
    await opening;

    (await accepted).send("x".repeat(1_001));

    const { error } = await ended;
    expect(error).toMatchObject({ code: "PROTOCOL_VIOLATION" });
    expect(error?.message).toContain("limits.maxMessageBytes");
  });

  test("when the server says nothing any more, not even that it lives", async () => {
    const { target } = await listen({ autoPong: false });
    const { opening, ended } = open(target, { heartbeatMs: 20 });
    await opening;

    expect((await ended).error?.message).toBe("nothing was heard of the server for 20 ms");
  });

  test("when the server has stopped reading and too much waits for it", async () => {
    const { target, accepted } = await listen();
    const { transport, opening, ended } = open(target);
    await opening;
    (await accepted).pause();

    const text = "x".repeat(8 * 1024 * 1024);
    for (let count = 0; count < 20; count += 1) transport.send(text);

    expect((await ended).error?.message).toContain("the server has stopped reading");
  });

  test("also when the server does not take its leave in time", async () => {
    const { target, accepted } = await listen();
    const { transport, opening, ends } = open(target, { closeMs: 50 });
    await opening;
    (await accepted).pause();

    await transport.close();

    expect(ends).toHaveLength(1);
  });
});

test("a connection that lives is not given up", async () => {
  const { target, accepted } = await listen();
  const { transport, opening, messages, ends } = open(target, { heartbeatMs: 10 });
  await opening;
  const server = await accepted;
  const pings = { count: 0 };
  server.on("ping", () => {
    pings.count += 1;
  });

  await expect.poll(() => pings.count).toBeGreaterThan(3);
  server.send("still here");
  await expect.poll(() => messages).toEqual(["still here"]);

  expect(ends).toEqual([]);
  await transport.close();
});

test("a connection is not given up because this process was busy when the answer came", async () => {
  const { target, accepted } = await listen();
  const { transport, opening, ends, ended } = open(target, { heartbeatMs: 10 });
  await opening;
  const server = await accepted;
  let pings = 0;
  const enough = new Promise<void>((resolve) => {
    server.on("ping", () => {
      pings += 1;
      if (pings > 3) resolve();
      beBusy(30); // The answer is on its way already.
    });
  });

  await Promise.race([enough, ended]);

  expect(ends).toEqual([]);
  await transport.close();
});

function beBusy(ms: number): void {
  const start = performance.now();
  while (performance.now() - start < ms);
}
