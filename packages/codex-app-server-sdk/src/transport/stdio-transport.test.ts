import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { isAlive } from "../../test/support/is-alive.js";
import { nodeCommand } from "../../test/support/node-program.js";
import { withResolvers } from "../async/with-resolvers.js";
import { StdioTransport } from "./stdio-transport.js";
import type { Transport, TransportEnd } from "./transport.js";

interface Opened {
  transport: Transport;
  opening: Promise<void>;
  messages: string[];
  ends: TransportEnd[];
  /** Resolves with the end of the connection. */
  ended: Promise<TransportEnd>;
  /** Resolves when this many messages have arrived. */
  received(count: number): Promise<string[]>;
}

/**
 * Opens a transport to a Node program, given as source text. It is closed when the test is over.
 */
function openProgram(source: string, maxMessageBytes = 0): Opened {
  return openTransport(transportTo(source, maxMessageBytes));
}

function transportTo(source: string, maxMessageBytes = 0): StdioTransport {
  const transport = new StdioTransport({ ...nodeCommand(source), maxMessageBytes, closeMs: 500 });
  onTestFinished(() => transport.close());
  return transport;
}

function openTransport(transport: StdioTransport): Opened {
  const messages: string[] = [];
  const ends: TransportEnd[] = [];
  let heard = (): void => {};
  const { promise: ended, resolve } = withResolvers<TransportEnd>();
  const opening = transport.open({
    message(text) {
      messages.push(text);
      heard();
    },
    end(end) {
      ends.push(end);
      resolve(end);
    },
  });
  const received = async (count: number): Promise<string[]> => {
    while (messages.length < count) {
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
    return messages;
  };
  return { transport, opening, messages, ends, ended, received };
}

/** Writes everything back that it reads, in pieces of `size` bytes. */
const echo = (size: number): string => `
  process.stdin.on("data", (chunk) => {
    for (let i = 0; i < chunk.length; i += ${size}) process.stdout.write(chunk.subarray(i, i + ${size}));
  });`;

describe("messages", () => {
  test("arrive whole in both directions, with any characters and in any chunks", async () => {
    const { transport, opening, received } = openProgram(echo(3));
    const sent = ["ä", "😀 日本語", "a\u2028b\u2029c", 'quote " and \\'].map((text) =>
      JSON.stringify({ text }),
    );
    await opening;

    for (const text of sent) transport.send(text);

    expect(await received(sent.length)).toEqual(sent);
  });

  test("that came before the end are all reported before it", async () => {
    const { ended, messages } = openProgram(
      `process.stdout.write("1\\n".repeat(20_000) + "half a line")`,
    );

    await ended;

    expect(messages).toHaveLength(20_001);
    expect(messages.at(-1)).toBe("half a line");
  });

  test("longer than the limit end the server, with the limit and what to do in the reason", async () => {
    const { ended, messages, transport } = openProgram(
      `process.stdout.write("1\\n" + "x".repeat(2_000_000)); setInterval(() => {}, 1000);`,
      1_000_000,
    );

    const end = await ended;

    expect(messages).toEqual(["1"]);
    expect(end.error?.message).toMatch(/1000000 bytes.*maxMessageBytes/);
    expect(isAlive(transport.pid ?? Number.NaN)).toBe(false);
  });
});

describe("a server that was started before", () => {
  test("is the one that is opened", async () => {
    const folder = await mkdtemp(join(tmpdir(), "stdio-transport-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const starts = join(folder, "starts");
    const note = `require("node:fs").appendFileSync(${JSON.stringify(starts)}, process.pid + "\\n")`;
    const transport = transportTo(`${note}; console.log(1); process.stdin.resume()`);
    transport.start();

    const { opening, received } = openTransport(transport);
    await opening;

    expect(await received(1)).toEqual(["1"]);
    expect(await readFile(starts, "utf8")).toBe(`${transport.pid}\n`);
  });

  test("that can't be started is told of by opening, and may be tried again", async () => {
    const options = {
      command: "/nowhere/codex",
      args: [],
      env: {},
      maxMessageBytes: 0,
      closeMs: 1,
    };
    const transport = new StdioTransport(options);
    transport.start();

    await expect(openTransport(transport).opening).rejects.toMatchObject({ code: "ENOENT" });
    await expect(openTransport(transport).opening).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("is ended by closing, opened or not", async () => {
    const transport = transportTo(`process.stdin.resume()`);
    const started = transport.start();
    const ended = new Promise<TransportEnd>((end) => started.handTo({ stdout() {}, end }));

    await transport.close();

    expect(await ended).toMatchObject({ exitCode: 0 });
  });
});

describe("closing", () => {
  test("while the process is being started ends it as soon as it has started", async () => {
    const { transport, ends } = openProgram(`process.stdin.resume()`);

    await transport.close();

    expect(ends).toHaveLength(1);
    expect(isAlive(transport.pid ?? Number.NaN)).toBe(false);
  });

  test("before opening, and after a failed start, does nothing", async () => {
    const missing = new StdioTransport({
      command: "/nowhere/codex",
      args: [],
      env: {},
      maxMessageBytes: 0,
      closeMs: 500,
    });
    await missing.close();
    await expect(missing.open({ message() {}, end() {} })).rejects.toMatchObject({
      code: "ENOENT",
    });

    await expect(missing.close()).resolves.toBeUndefined();
  });

  test("leaves a transport that can be opened again", async () => {
    const { transport, ended } = openProgram(`process.stdin.resume()`);
    await transport.close();
    await ended;
    const again: string[] = [];

    await transport.open({ message: (text) => void again.push(text), end() {} });
    const second = transport.pid;
    await transport.close();

    expect(second).not.toBeUndefined();
    expect(isAlive(second ?? Number.NaN)).toBe(false);
  });
});
