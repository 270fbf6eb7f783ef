import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import {
  InvalidRequestError,
  OptionsError,
  TurnFailedError,
  TurnInProgressError,
  TurnTimeoutError,
} from "../../src/index.js";
import {
  createGate,
  disconnect,
  functionCall,
  httpError,
  message,
} from "../../src/testing/index.js";
import { startCodex } from "./start-codex.js";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const text = (text: string): wire.UserInput => ({ type: "text", text, text_elements: [] });

describe("a model that refuses", () => {
  test.each<[string, number, string, object | string]>([
    ["too many requests", 429, "rate_limited", { responseTooManyFailedAttempts: {} }],
    ["a used-up quota", 429, "insufficient_quota", "usageLimitExceeded"],
    ["an unknown model", 404, "model_not_found", "modelNotFound"],
    ["a request it can't read", 400, "bad", "other"],
  ])(
    "with %s fails the turn, classified, and the next turn works",
    async (_, status, code, info) => {
      const { codex, model } = await startCodex();
      model.respond(httpError(status, { code, message: "the model says no" }));
      model.respond(message("ok"));
      const thread = await codex.threadStart();
      const turn = await thread.turn("Go");

      const error = await turn.result().catch((reason: unknown) => reason);

      expect(error).toBeInstanceOf(TurnFailedError);
      const { codexErrorInfo, result } = error as TurnFailedError;
      if (typeof info === "string") {
        expect(codexErrorInfo).toBe(info);
      } else {
        expect(codexErrorInfo).toMatchObject(info);
      }
      expect(result.turn).toMatchObject({ id: turn.id, status: "failed" });
      expect((await turn.run()).error?.codexErrorInfo).toEqual(codexErrorInfo);
      expect((await thread.run("Again")).finalResponse).toBe("ok");
    },
  );

  test("and then answers makes progress, no failure", async () => {
    const { codex, model } = await startCodex({ home: { provider: { requestMaxRetries: 0 } } });
    model.respond(httpError(500)).respond(message("ok"));
    const turn = await (await codex.threadStart()).turn("Go");

    const errors: wire.ErrorNotification[] = [];
    for await (const notification of turn.stream()) {
      if (notification.method === "error") errors.push(notification.params);
    }

    expect(errors).toMatchObject([{ willRetry: true, turnId: turn.id }]);
    expect((await turn.result()).finalResponse).toBe("ok");
  });

  test("by breaking off leaves its half message out of the turn", async () => {
    const { codex, model } = await startCodex();
    model.respond(message(["half a ", "message"]), disconnect({ afterEvents: 3 }));
    model.respond(message("whole"));

    const { items } = await (await codex.threadStart()).run("Go");

    const texts = items.flatMap((item) => (item.type === "agentMessage" ? [item.text] : []));
    expect(texts).toEqual(["whole"]);
  });
});

describe("what a turn is given", () => {
  test("an output schema goes to the model as it is, for that turn alone", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(() => message('{"n":1}'));
    const thread = await codex.threadStart();
    const outputSchema = {
      type: "object",
      properties: { n: { type: "number" } },
      required: ["n"],
      additionalProperties: false,
    };

    const { finalResponse, output } = await thread.run("Count", { outputSchema });
    await thread.run("Go on");

    expect([finalResponse, output]).toEqual(['{"n":1}', undefined]);
    expect(model.requests[0]?.body).toMatchObject({
      text: { format: { type: "json_schema", strict: true, schema: outputSchema } },
    });
    expect(model.requests[1]?.body).not.toHaveProperty("text.format");
  });

  test("images reach the model, those of a file by a path relative to the client's cwd", async () => {
    const { codex, model, home } = await startCodex();
    model.respondWith(() => message("seen"));
    await writeFile(join(home.cwd, "dot.png"), png);
    const thread = await codex.threadStart({ cwd: home.home });
    const url = `data:image/png;base64,${png.toString("base64")}`;

    const { items } = await thread.run([
      text("Look"),
      { type: "image", url },
      { type: "localImage", path: "dot.png" },
    ]);

    const asked = JSON.stringify(model.requests[0]?.input);
    expect(asked.match(/"type":"input_image"/g)).toHaveLength(2);
    expect(items[0]).toMatchObject({
      content: [
        { type: "text", text: "Look" },
        { type: "image" },
        { type: "localImage", path: join(home.cwd, "dot.png") },
      ],
    });
  });

  test("an image that is not there is refused, one elsewhere too, and the thread stays usable", async () => {
    const { codex, model } = await startCodex();
    model.respond(message("ok"));
    const thread = await codex.threadStart();

    const missing = await thread
      .run([text("Look"), { type: "localImage", path: "missing.png" }])
      .catch((reason: unknown) => reason);
    const remote = await thread
      .run({ type: "image", url: "https://example.invalid/a.png" })
      .catch((reason: unknown) => reason);

    expect(missing).toBeInstanceOf(OptionsError);
    expect((missing as Error).message).toContain("missing.png");
    expect(remote).toBeInstanceOf(InvalidRequestError);
    expect((await thread.run("Go")).finalResponse).toBe("ok");
    expect(model.requests).toHaveLength(1);
  });

  test("a skill is opened for the model, and a mention is passed on", async () => {
    const { codex, model, home } = await startCodex();
    model.respond(message("ok"));
    const skill = join(home.codexHome, "skills", "greet");
    await mkdir(skill, { recursive: true });
    const path = join(skill, "SKILL.md");
    await writeFile(path, "---\nname: greet\ndescription: Greets\n---\nSay hello in Latin.\n");
    const given: wire.UserInput[] = [
      text("Greet"),
      { type: "skill", name: "greet", path },
      { type: "mention", name: "notes", path: "app://notes" },
    ];

    const { items } = await (await codex.threadStart()).run(given);

    expect(JSON.stringify(model.requests[0]?.input)).toContain("Say hello in Latin.");
    expect(items[0]).toMatchObject({ content: given });
  });
});

describe("a turn that takes too long", () => {
  test("in silence ends with a TurnTimeoutError, and the thread is free again", async () => {
    const { codex, model } = await startCodex();
    model.respond(message(["a", createGate()])).respond(message("ok"));
    const thread = await codex.threadStart();
    const turn = await thread.turn("Go", { timeouts: { idleMs: 300 } });
    const reading = (async () => {
      for await (const _ of turn.stream());
    })();
    reading.catch(() => {});

    const error = await turn.result().catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(TurnTimeoutError);
    expect(error).toMatchObject({ kind: "idle", timeoutMs: 300 });
    await expect(reading).rejects.toBe(error);
    await expect(turn.run()).rejects.toBe(error);
    expect((await thread.run("Again")).finalResponse).toBe("ok");
    expect(await model.requests[0]?.ended).toBe("aborted");
  });

  test("in total ends however much is heard of it", async () => {
    const { codex, model } = await startCodex();
    let count = 0;
    model.respondWith(() =>
      functionCall("exec_command", { cmd: "true" }, { callId: `${count++}` }),
    );
    const thread = await codex.threadStart({ approvalMode: "deny-all" });

    const error = await thread
      .run("Go on for ever", { timeouts: { idleMs: 0, totalMs: 500 } })
      .catch((reason: unknown) => reason);

    expect(error).toMatchObject({ code: "TURN_TIMEOUT", kind: "total", timeoutMs: 500 });
    expect(count).toBeGreaterThan(0);
  });

  test("in silence is idle though a command goes on in the background", async () => {
    const { codex, model } = await startCodex();
    model.respond(functionCall("exec_command", { cmd: "sleep 300", yield_time_ms: 250 }));
    model.respond(message(["waiting", createGate()]));
    const thread = await codex.threadStart({ approvalMode: "deny-all", sandbox: "full-access" });

    const running = thread.run("Go", { timeouts: { idleMs: 500 } });

    await expect(running).rejects.toMatchObject({ code: "TURN_TIMEOUT", kind: "idle" });
  });

  test("in reaching the model ends with the last reason, and may go on for longer", async () => {
    const { codex, model } = await startCodex({ home: { provider: { streamMaxRetries: 100 } } });
    model.respondWith(() => disconnect());
    const thread = await codex.threadStart();

    const running = thread.run("Go", { timeouts: { retryMs: 1_000 } });

    await expect(running).rejects.toMatchObject({
      code: "TURN_TIMEOUT",
      kind: "retry",
      cause: expect.objectContaining({ message: expect.stringContaining("Reconnecting") }),
    });
  });

  test.each([
    ["a person is asked", 900, "true"],
    ["a command runs", 0, "sleep 0.9"],
  ])("is not idle while %s", async (_, answerMs, cmd) => {
    const { codex, model } = await startCodex();
    model.respond(functionCall("exec_command", { cmd })).respond(message("ok"));
    const thread = await codex.threadStart({
      approvalPolicy: "untrusted",
      sandbox: "full-access",
      handlers: {
        // Real time must pass, because this test is about it.
        commandApproval: async () => {
          await new Promise((resolve) => setTimeout(resolve, answerMs));
          return { decision: "accept" };
        },
      },
    });

    const { finalResponse } = await thread.run("Go", { timeouts: { idleMs: 800 } });

    expect(finalResponse).toBe("ok");
  });
});

describe("a turn that somebody else started", () => {
  test("keeps this client from starting one, until it has ended", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["theirs", gate])).respond(message("ours"));
    const thread = await codex.threadStart();
    const ended = codex.notifications({ methods: ["turn/completed"] })[Symbol.asyncIterator]();
    await codex.request("turn/start", { threadId: thread.id, input: [text("Go")] });
    await gate.reached;

    for (const start of [
      () => thread.run("too early"),
      () => thread.turn("too early"),
      () => thread.review({ type: "uncommittedChanges" }),
      () => thread.startGoal("too early"),
      () => thread.compact(),
    ]) {
      await expect(start()).rejects.toBeInstanceOf(TurnInProgressError);
    }
    gate.open();
    await ended.next();

    expect((await thread.run("now")).finalResponse).toBe("ours");
    expect(model.requests).toHaveLength(2);
  });
});
