import { describe, expect, test } from "vitest";
import { z } from "zod";
import { tool } from "../../src/index.js";
import { createGate, functionCall, message } from "../../src/testing/index.js";
import { collect } from "../support/collect.js";
import { connectBy, type Kind } from "./transports.js";

const kinds: readonly Kind[] = ["stdio", "websocket", "unix"];
const untrusted = { approvalPolicy: "untrusted", sandbox: "full-access" } as const;

/** What must hold however the server is reached. */
const contract: Readonly<Record<string, (kind: Kind) => Promise<void>>> = {
  "the handshake tells of the server": async (kind) => {
    const { codex } = await connectBy(kind);

    expect((await codex.start()).serverVersion).toMatch(/^\d+\.\d+\.\d+/);
    expect(codex.state).toBe("ready");
  },

  "requests are answered, each with its own answer, and refusals are typed": async (kind) => {
    const { codex } = await connectBy(kind);
    const threads = await Promise.all(Array.from({ length: 20 }, () => codex.threadStart()));
    const reads = await Promise.all(threads.map((thread) => thread.read()));

    expect(reads.map(({ thread }) => thread.id)).toEqual(threads.map(({ id }) => id));
    await expect(codex.request("thread/read", { threadId: "none" })).rejects.toMatchObject({
      code: "INVALID_REQUEST",
    });
    await expect(codex.requestRaw("no/such")).rejects.toMatchObject({ code: "METHOD_NOT_FOUND" });
  },

  "a turn streams in order, and its result is whole": async (kind) => {
    const { codex, model } = await connectBy(kind);
    const thread = await codex.threadStart();
    const parts = Array.from({ length: 200 }, (_, index) => `${index} ä😀 `);
    model.respond(message(parts));
    const turn = await thread.turn("Go");
    const texts = await collect(turn.textStream());

    expect(texts.join("")).toBe(parts.join(""));
    expect((await turn.result()).finalResponse).toBe(parts.join(""));
  },

  "large messages pass in both directions": async (kind) => {
    const { codex, model } = await connectBy(kind);
    const thread = await codex.threadStart();
    const large = "x".repeat(1_000_000);
    model.respond(message(large));
    const { finalResponse } = await thread.run(large);

    expect(finalResponse).toBe(large);
    expect(model.requests[0]?.userText).toBe(large);
  },

  "an approval is asked of the handler, and its answer counts": async (kind) => {
    const asked: unknown[] = [];
    const { codex, model } = await connectBy(kind, {
      handlers: {
        commandApproval: ({ command }) => {
          asked.push(command);
          return { decision: asked.length === 1 ? "accept" : "decline" };
        },
      },
    });
    const thread = await codex.threadStart(untrusted);
    model.respond(functionCall("exec_command", { cmd: "echo one" }, { callId: "one" }));
    model.respond(functionCall("exec_command", { cmd: "echo two" }, { callId: "two" }));
    model.respond(message("Done."));
    const { items } = await thread.run("Go");
    const commands = items.filter((item) => item.type === "commandExecution");

    expect(commands.map(({ status }) => status)).toEqual(["completed", "declined"]);
    expect(asked).toHaveLength(2);
  },

  "an approval without a handler is declined for a turn of one's own": async (kind) => {
    const { codex, model } = await connectBy(kind);
    const thread = await codex.threadStart(untrusted);
    model.respond(functionCall("exec_command", { cmd: "echo one" }, { callId: "one" }));
    model.respond(message("Declined."));

    expect((await thread.run("Go")).finalResponse).toBe("Declined.");
  },

  "a tool is called, and its answer reaches the model": async (kind) => {
    const double = tool({
      name: "double",
      description: "Doubles a number",
      input: z.object({ value: z.number() }),
      run: ({ value }) => `${value * 2}`,
    });
    const { codex, model } = await connectBy(kind);
    const thread = await codex.threadStart({ tools: [double] });
    model.respond(functionCall("double", { value: 21 }, { callId: "call" }));
    model.respondWith(({ toolOutput }) => message(toolOutput("call") ?? ""));

    expect((await thread.run("Go")).finalResponse).toContain("42");
  },

  "an abort interrupts the turn and frees the thread": async (kind) => {
    const { codex, model } = await connectBy(kind);
    const thread = await codex.threadStart();
    const gate = createGate();
    model.respond(message(["half", gate]));
    const controller = new AbortController();
    const running = thread.run("Go", { signal: controller.signal });
    await gate.reached;
    controller.abort(new Error("enough"));

    await expect(running).rejects.toThrow("enough");
    gate.open();
    model.respond(message("next"));
    await expect.poll(() => thread.currentTurn()).toBeNull();
    expect((await thread.run("Next")).finalResponse).toBe("next");
  },

  "steering reaches the model": async (kind) => {
    const { codex, model } = await connectBy(kind);
    const thread = await codex.threadStart();
    const gate = createGate();
    model.respond(message(["half", gate]));
    model.respondWith(({ userText }) => message(userText ?? ""));
    const turn = await thread.turn("Go");
    await gate.reached;
    await turn.steer("Say this");
    gate.open();

    expect((await turn.result()).finalResponse).toBe("Say this");
  },

  "close() rejects what waits and can be repeated": async (kind) => {
    const { codex, model } = await connectBy(kind);
    const thread = await codex.threadStart();
    const gate = createGate();
    model.respond(message(["half", gate]));
    const running = expect(thread.run("Go")).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
    await gate.reached;

    await Promise.all([codex.close(), codex.close()]);

    await running;
    expect(codex.state).toBe("closed");
    await expect(codex.account()).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
    gate.open();
  },

  "the server's death rejects what waits": async (kind) => {
    const { codex, model, kill } = await connectBy(kind);
    const thread = await codex.threadStart();
    const gate = createGate();
    model.respond(message(["half", gate]));
    const running = expect(thread.run("Go")).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
    const listening = expect(collect(codex.notifications())).rejects.toMatchObject({
      code: "TRANSPORT_CLOSED",
    });
    await gate.reached;

    await kill();

    await Promise.all([running, listening]);
    expect(await codex.ended).toMatchObject({ code: "TRANSPORT_CLOSED" });
    expect(codex.state).toBe("lost");
    gate.open();
  },

  "the error of its death says how the process ended": async (kind) => {
    const { codex, kill } = await connectBy(kind);
    await codex.start();
    await kill();

    expect(await codex.ended).toMatchObject({ signal: "SIGKILL" });
  },

  "close() ends the server's process": async (kind) => {
    const { codex } = await connectBy(kind);
    await codex.start();
    expect(codex.pid).toBeGreaterThan(0);
    await codex.close();

    expect(codex.pid).toBeUndefined();
  },

  "close() leaves a turn to the other clients": async (kind) => {
    const { codex, connect, model } = await connectBy(kind);
    const other = connect();
    const thread = await codex.threadStart();
    const gate = createGate();
    model.respond(message(["half ", gate, "whole"]));
    const running = thread.run("Go").catch(() => {});
    await gate.reached;
    const turn = (await other.threadResume(thread.id)).currentTurn();

    await codex.close();
    await running;
    gate.open();

    expect((await turn?.result())?.finalResponse).toBe("half whole");
  },
};

const noProcess = "the process behind a socket is somebody else's";

/** The cells that can't apply, and why. */
const without: readonly { of: keyof typeof contract; kind: Kind; why: string }[] = [
  { of: "the error of its death says how the process ended", kind: "websocket", why: noProcess },
  { of: "the error of its death says how the process ended", kind: "unix", why: noProcess },
  { of: "close() ends the server's process", kind: "websocket", why: noProcess },
  { of: "close() ends the server's process", kind: "unix", why: noProcess },
  {
    of: "close() leaves a turn to the other clients",
    kind: "stdio",
    why: "a server on stdin and stdout has one client",
  },
];

describe.each(kinds)("over %s", (kind) => {
  for (const [name, holds] of Object.entries(contract)) {
    const left = without.find((cell) => cell.of === name && cell.kind === kind);
    if (left) test.skip(`${name} (${left.why})`, () => {});
    else test.skipIf(kind === "unix" && process.platform === "win32")(name, () => holds(kind));
  }
});

test("every cell that is left out names one that exists", () => {
  expect(without.filter(({ of }) => contract[of] === undefined)).toEqual([]);
});
