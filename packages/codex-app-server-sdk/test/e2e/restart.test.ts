import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundledCodexPath } from "openai-codex-cli-bin";
import { describe, expect, onTestFinished, test } from "vitest";
import { Codex } from "../../src/index.js";
import { createGate, functionCall, message } from "../../src/testing/index.js";
import { collect } from "../support/collect.js";
import { startLoginIssuer } from "./login-issuer.js";
import { startCodex } from "./start-codex.js";

const restart = { maxRestarts: 5, backoffMs: 1 };
const untrusted = { approvalPolicy: "untrusted", sandbox: "full-access" } as const;

/** Kills the server and resolves when the client knows of it. */
async function kill(codex: Codex): Promise<void> {
  process.kill(codex.pid ?? Number.NaN, "SIGKILL");
  await expect.poll(() => codex.state, { interval: 1 }).not.toBe("ready");
}

/** A program that is Codex when it is started for the first time, and fails afterwards. */
async function codexThatStartsOnce(folder: string): Promise<string> {
  const path = join(folder, "codex-once");
  const real = process.env.CODEX_PATH ?? bundledCodexPath();
  const fail = `[ -e "${path}.started" ] && { echo "no more of it" >&2; exit 3; }`;
  await writeFile(path, `#!/bin/sh\n${fail}\ntouch "${path}.started"\nexec "${real}" "$@"\n`);
  await chmod(path, 0o755);
  return path;
}

describe("a server that was killed is started again", () => {
  test("and calls wait for that, on threads that go on", async () => {
    const { codex, model, warnings } = await startCodex({ codex: { restart } });
    const thread = await codex.threadStart();
    model.respond(message("one"));
    await thread.run("First");
    const before = codex.pid;
    await kill(codex);

    expect(codex.state).toBe("reconnecting");
    expect(codex.pid).toBeUndefined();
    model.respond(message("two"));
    expect((await thread.run("Second")).finalResponse).toBe("two");

    expect(codex.state).toBe("ready");
    expect(codex.pid).not.toBe(before);
    expect(JSON.stringify(model.requests.at(-1)?.body)).toMatch(/First.*one.*Second/);
    expect(warnings.join("\n")).toMatch(/SIGKILL.*Attempt 1 of 5 to restart in \d+ ms/);
  });

  test("and the turn that ran rejects, once, with all its streams", async () => {
    const { codex, model } = await startCodex({ codex: { restart } });
    const thread = await codex.threadStart();
    const gate = createGate();
    model.respond(message(["half ", gate, "whole"]));
    const turn = await thread.turn("Go");
    const stream = collect(turn.stream());
    await gate.reached;
    await kill(codex);

    await expect(turn.result()).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
    await expect(stream).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
    expect(thread.currentTurn()).toBeNull();
    model.respond(message("again"));
    expect((await thread.run("Again")).finalResponse).toBe("again");
    gate.open();
  });

  test("with the thread's approvals, sandbox, handlers and instructions", async () => {
    const asked: unknown[] = [];
    const { codex, model } = await startCodex({ codex: { restart } });
    const thread = await codex.threadStart({
      ...untrusted,
      developerInstructions: "Be very brief.",
      handlers: {
        commandApproval: ({ command }) => {
          asked.push(command);
          return { decision: "accept" };
        },
      },
    });
    model.respond(message("one"));
    const policy = { type: "workspaceWrite", writableRoots: ["/var/tmp"], networkAccess: true };
    await thread.run("First", { sandboxPolicy: policy as never });
    await kill(codex);

    model.respond(functionCall("exec_command", { cmd: "echo ran" }, { callId: "call" }));
    model.respondWith(({ toolOutput }) => message(toolOutput("call") ?? ""));
    expect((await thread.run("Second")).finalResponse).toContain("ran");

    expect(asked).toHaveLength(1);
    const again = await codex.threadResume(thread.id);
    expect(again.started).toMatchObject({ approvalPolicy: "untrusted", sandbox: policy });
    expect(JSON.stringify(model.requests.at(-1)?.body)).toContain("Be very brief.");
  });

  test("and handlers that were asked are told that nobody waits", async () => {
    const asked = createGate();
    let signal: AbortSignal | undefined;
    const { codex, model } = await startCodex({
      codex: {
        restart,
        handlers: {
          commandApproval: (_, context) => {
            signal = context.signal;
            void asked.pass();
            return new Promise(() => {});
          },
        },
      },
    });
    const thread = await codex.threadStart(untrusted);
    model.respond(functionCall("exec_command", { cmd: "echo ran" }, { callId: "call" }));
    const running = expect(thread.run("Go")).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
    await asked.reached;
    await kill(codex);

    await running;
    expect(signal?.aborted).toBe(true);
  });

  test("with a key of its own, before its threads are resumed", async () => {
    const sent: string[] = [];
    const { codex, model } = await startCodex({
      codex: {
        restart,
        apiKey: "key-of-this-client",
        trace: ({ direction, message: entry }) => {
          const { method } = entry as { method?: string };
          if (direction === "send" && method !== undefined) sent.push(method);
        },
      },
    });
    const thread = await codex.threadStart();
    model.respond(message("one"));
    await thread.run("First");
    sent.length = 0;
    await kill(codex);
    await codex.start();

    expect(sent.slice(0, 4)).toEqual([
      "initialize",
      "initialized",
      "account/login/start",
      "thread/resume",
    ]);
  });

  test("and a login that waits for its end rejects", async () => {
    const issuer = await startLoginIssuer();
    const { codex } = await startCodex({
      home: { config: issuer.config },
      codex: { restart, env: issuer.env },
    });
    const login = await codex.loginChatgptDeviceCode();
    const waiting = expect(login.wait()).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
    await kill(codex);

    await waiting;
    await codex.start();
  });

  test("and its notifications go on", async () => {
    const { codex } = await startCodex({ codex: { restart } });
    await codex.start();
    const names = codex.notifications({ methods: ["thread/name/updated"] })[Symbol.asyncIterator]();
    await kill(codex);
    const thread = await codex.threadStart();
    await thread.setName("after");

    expect((await names.next()).value).toMatchObject({ params: { threadName: "after" } });
  });
});

describe("a server that can't be started again", () => {
  test.skipIf(process.platform === "win32")("ends everything with the reason, once", async () => {
    const { home, model } = await startCodex();
    const codexPath = await codexThatStartsOnce(home.root);
    const own = new Codex({
      ...home.options,
      codexPath,
      restart: { maxRestarts: 2, backoffMs: 1 },
    });
    onTestFinished(() => own.close());
    const thread = await own.threadStart();
    const gate = createGate();
    model.respond(message(["half", gate]));
    const running = thread.run("Go");
    const listening = collect(own.notifications());
    await gate.reached;
    await kill(own);
    const waiting = own.account();

    for (const call of [running, listening, waiting]) {
      await expect(call).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
    }
    expect(own.state).toBe("lost");
    const reason = await own.ended;
    expect(reason?.message).toContain("SIGKILL");
    expect(reason?.message).toContain("2 attempts to restart have failed");
    expect(reason?.message).toContain("no more of it");
    await expect(own.account()).rejects.toBe(reason);
    gate.open();
  });

  test("can be closed while it is tried", async () => {
    const { codex } = await startCodex({
      codex: { restart: { maxRestarts: 0, backoffMs: 60_000 } },
    });
    await codex.threadStart();
    await kill(codex);
    const waiting = expect(codex.account()).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });

    await codex.close();

    await waiting;
    expect(codex.state).toBe("closed");
    expect(await codex.ended).toBeUndefined();
  });
});
