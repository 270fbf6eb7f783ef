import { describe, expect, test } from "vitest";
import { isCodexError } from "../errors/index.js";
import type { CodexOptions } from "./options.js";
import { parseOptions } from "./parse-options.js";

const token = "token-of-a-server-9b1c";

function refusalOf(transport: unknown, others: CodexOptions = {}): string {
  try {
    parseOptions({ ...others, transport } as CodexOptions);
  } catch (error) {
    if (isCodexError(error)) return error.message;
    throw error;
  }
  throw new Error("The transport was accepted.");
}

describe("a socket", () => {
  test.each([
    { type: "websocket", url: "ws://127.0.0.1:4500" },
    { type: "websocket", url: "ws://example.com:4500/codex?room=5", reconnect: true },
    { type: "websocket", url: "wss://example.com", token, reconnect: { maxAttempts: 0 } },
    { type: "websocket", url: "ws://example.com", token, allowInsecure: true },
    { type: "unix", path: "/run/codex.sock", reconnect: { backoffMs: 0 } },
  ] as const)("is taken: %j", (transport) => {
    expect(parseOptions({ transport }).transport).toEqual(transport);
  });

  test.each([
    [{ type: "websocket" }, "transport.url is undefined"],
    [{ type: "websocket", url: "localhost:4500" }, "localhost://"],
    [{ type: "websocket", url: "127.0.0.1:4500" }, "transport.url is no address"],
    [{ type: "websocket", url: "http://localhost:4500" }, "begins with http://"],
    [{ type: "websocket", url: "ws://localhost/#top" }, "fragment"],
    [{ type: "websocket", url: "ws://localhost", path: "/a" }, "transport.path is not an option"],
    [{ type: "websocket", url: "ws://localhost", reconnect: 5 }, "transport.reconnect is 5"],
    [{ type: "websocket", url: "ws://localhost", reconnect: { maxAttempts: -1 } }, "maxAttempts"],
    [{ type: "websocket", url: "ws://localhost", allowInsecure: "yes" }, "allowInsecure"],
    [{ type: "unix" }, "transport.path is undefined"],
    [{ type: "unix", path: "" }, "transport.path is"],
    [{ type: "unix", path: `/${"a".repeat(120)}` }, "bytes, as the system allows for sockets"],
    [{ type: "unix", path: "/a", url: "ws://localhost" }, "transport.url is not an option"],
    [{ type: "stdio", reconnect: true }, "transport.reconnect is not an option"],
    [{ type: "tcp" }, "one of stdio, websocket, unix"],
    [{}, "transport.type is undefined"],
  ])("is refused: %j", (transport, part) => {
    expect(refusalOf(transport)).toContain(part);
  });

  test("goes without what starts a server", () => {
    const transport = { type: "unix", path: "/run/codex.sock" };

    expect(refusalOf(transport, { codexPath: "/bin/codex" })).toContain("codexPath can't be given");
    expect(refusalOf(transport, { apiKey: "sk-key-of-somebody" })).toContain("apiKey can't be");
  });

  test("has an absolute path from the moment when it is given", () => {
    const { transport } = parseOptions({ transport: { type: "unix", path: "codex.sock" } });

    expect(transport).toMatchObject({ path: `${process.cwd()}/codex.sock` });
  });
});

describe("a token", () => {
  test.each([
    "ws://localhost:1",
    "ws://LOCALHOST:1",
    "ws://127.0.0.1",
    "ws://127.9.9.9",
    "ws://2130706433",
    "ws://[::1]:1",
    "wss://example.com",
  ])("may go to %s", (url) => {
    expect(parseOptions({ transport: { type: "websocket", url, token } }).transport).toBeDefined();
  });

  test.each([
    "ws://example.com",
    "ws://10.0.0.1",
    "ws://localhost.example.com",
    "ws://127.0.0.1.example.com",
    "ws://[::2]",
    "ws://0.0.0.0",
  ])("does not go to %s in plain text", (url) => {
    const message = refusalOf({ type: "websocket", url, token });

    expect(message).toContain("allowInsecure: true");
    expect(message).toContain(new URL(url).hostname);
    expect(message).not.toContain(token);
  });

  test.each([
    ["a line break", `${token}\n`, "trim it"],
    ["nothing", "", "is empty"],
    ["a number", 5, "expected a string"],
  ])("is refused with %s", (_, value, part) => {
    const message = refusalOf({ type: "websocket", url: "ws://localhost", token: value });

    expect(message).toContain("transport.token");
    expect(message).toContain(part);
    expect(message).not.toContain(token);
  });

  test("in the address is refused, and not shown", () => {
    const message = refusalOf({ type: "websocket", url: `wss://me:${token}@example.com` });

    expect(message).toContain("give a token instead");
    expect(message).not.toContain(token);
  });
});
