import { describe, expect, test } from "vitest";
import {
  type Codex,
  InvalidParamsError,
  InvalidRequestError,
  isCodexError,
  OptionsError,
  type Thread,
  TransportClosedError,
} from "../../src/index.js";
import { createGate, functionCall, message } from "../../src/testing/index.js";
import { type E2eSetup, startCodex } from "./start-codex.js";

/** Stands for any value, as in calls from untyped code. */
type Untyped = never;

const unknownId = "01a20428-142b-7100-8c7f-bf6bde34313c";

/** A thread, and the methods that were sent after it was started. */
async function startThread(): Promise<E2eSetup & { thread: Thread; sent: string[] }> {
  const sent: string[] = [];
  const setup = await startCodex({
    codex: {
      trace: ({ direction, message }) => {
        if (direction === "send") sent.push((message as { method: string }).method);
      },
    },
  });
  setup.model.respondWith(() => message("ok"));
  const thread = await setup.codex.threadStart();
  sent.length = 0;
  return { ...setup, thread, sent };
}

async function failure(call: () => unknown): Promise<Error> {
  try {
    await call();
  } catch (error) {
    return error as Error;
  }
  throw new Error("It was not refused.");
}

/** Expects each call to reject with a message that contains the text, and nothing to be sent. */
async function expectRefused(
  calls: (codex: Codex, thread: Thread) => [string, () => unknown][],
): Promise<void> {
  const { codex, thread, sent } = await startThread();
  for (const [text, call] of calls(codex, thread)) {
    const error = await failure(call);
    expect([text, error]).toEqual([text, expect.any(OptionsError)]);
    expect(error.message).toContain(text);
  }
  expect(sent).toEqual([]);
  expect((await thread.run("Go")).finalResponse).toBe("ok");
}

describe("refused before anything is sent, the connection staying usable:", () => {
  test("options of the wrong type", () =>
    expectRefused((codex, thread) => [
      ["model is 5", () => codex.threadStart({ model: 5 as Untyped })],
      ["cwd is an object", () => codex.threadStart({ cwd: {} as Untyped })],
      ['config is "x"', () => codex.threadStart({ config: "x" as Untyped })],
      [
        'excludeTurns is "yes"',
        () => codex.threadResume(unknownId, { excludeTurns: "yes" as Untyped }),
      ],
      ['options is "fast"', () => codex.threadStart("fast" as Untyped)],
      ["options is null", () => codex.threadFork(unknownId, null as Untyped)],
      ["options is an array", () => codex.threadResume(unknownId, [] as Untyped)],
      ["options is null", () => thread.run("Go", null as Untyped)],
      ['limit is "2"', () => codex.threadList({ limit: "2" as Untyped })],
      ["options is 7", () => codex.threadList(7 as Untyped)],
      ["includeHidden is 1", () => codex.models({ includeHidden: 1 as Untyped })],
      ['refreshToken is "no"', () => codex.account({ refreshToken: "no" as Untyped })],
      ["effort is 3", () => thread.run("Go", { effort: 3 as Untyped })],
      ['sandboxPolicy is "none"', () => thread.run("Go", { sandboxPolicy: "none" as Untyped })],
      ["name is 5", () => thread.setName(5 as Untyped)],
      ["beforeTurnId is undefined", () => thread.revert(null as Untyped)],
      ['target is "everything"', () => thread.review("everything" as Untyped)],
      ["objective is 5", () => thread.startGoal(5 as Untyped)],
      ["threadId is undefined", () => codex.threadResume(undefined as Untyped)],
      ["threadId is 5", () => codex.threadArchive(5 as Untyped)],
      ["threadId is null", () => codex.threadDelete(null as Untyped)],
    ]));

  test("unknown options, with the one that was meant", () =>
    expectRefused((codex, thread) => [
      ["modle, did you mean model?", () => codex.threadStart({ modle: "x" } as Untyped)],
      [
        "sandBox, did you mean sandbox?",
        () => codex.threadResume(unknownId, { sandBox: "read-only" } as Untyped),
      ],
      [
        "developer_instructions, did you mean developerInstructions?",
        () => codex.threadFork(unknownId, { developer_instructions: "x" } as Untyped),
      ],
      ["pageSize", () => codex.threadList({ pageSize: 2 } as Untyped)],
      [
        "includeHiden, did you mean includeHidden?",
        () => codex.models({ includeHiden: true } as Untyped),
      ],
      ["refresh", () => codex.account({ refresh: true } as Untyped)],
      [
        "output_schema, did you mean outputSchema?",
        () => thread.run("Go", { output_schema: {} } as Untyped),
      ],
      ["timeoutMs, did you mean timeouts?", () => thread.turn("Go", { timeoutMs: 5 } as Untyped)],
      [
        "deliver, did you mean delivery?",
        () => thread.review({ type: "uncommittedChanges" }, { deliver: "inline" } as Untyped),
      ],
      ["timeoutMs", () => thread.startGoal("Go", { timeoutMs: 5 } as Untyped)],
      ["timeout", () => codex.threadArchive(unknownId, { timeout: 5 } as Untyped)],
      ["withTurns", () => thread.read({ withTurns: true } as Untyped)],
    ]));

  test("signals, times and handlers that can't be right", () =>
    expectRefused((codex, thread) => [
      ['signal is "stop"', () => codex.threadStart({ signal: "stop" as Untyped })],
      ["signal is a function", () => thread.run("Go", { signal: (() => {}) as Untyped })],
      ["timeoutMs is -1", () => codex.threadList({ timeoutMs: -1 })],
      ["timeoutMs is NaN", () => codex.threadArchive(unknownId, { timeoutMs: Number.NaN })],
      ['timeouts.idleMs is "5"', () => thread.run("Go", { timeouts: { idleMs: "5" as Untyped } })],
      ["timeouts.totalMs is 3000000000", () => thread.compact({ timeouts: { totalMs: 3e9 } })],
      ["timeouts.idle", () => thread.run("Go", { timeouts: { idle: 5 } as Untyped })],
      [
        'handlers.commandApproval is "yes"',
        () => codex.threadStart({ handlers: { commandApproval: "yes" as Untyped } }),
      ],
      [
        "handlers.commandAproval",
        () => codex.threadResume(unknownId, { handlers: { commandAproval: () => {} } as Untyped }),
      ],
      [
        "handlers is a function",
        () => codex.threadFork(unknownId, { handlers: (() => {}) as Untyped }),
      ],
    ]));

  test("input that is empty, of no known shape, or a file that is not there", () =>
    expectRefused((_, thread) => [
      ["empty", () => thread.run("")],
      ["empty", () => thread.turn([])],
      ["empty", () => thread.run([{ type: "text", text: "", text_elements: [] }])],
      ["empty", () => thread.startGoal("")],
      ["not undefined", () => thread.run(undefined as Untyped)],
      ["not 5", () => thread.run(5 as Untyped)],
      ['not {"text":"x"}', () => thread.run({ text: "x" } as Untyped)],
      [
        "input[1].text is undefined",
        () =>
          thread.run([{ type: "text", text: "x", text_elements: [] }, { type: "text" } as Untyped]),
      ],
      ["no-such.png", () => thread.run({ type: "localImage", path: "no-such.png" })],
      ["input[0].path is 5", () => thread.run({ type: "localImage", path: 5 as Untyped })],
    ]));
});

describe("refused by the server in a typed error, the connection staying usable:", () => {
  test("unknown threads and turns", async () => {
    const { codex, thread } = await startThread();
    await thread.run("Go");
    const calls: (() => Promise<unknown>)[] = [
      () => codex.threadResume(unknownId),
      () => codex.threadResume("not-an-id"),
      () => codex.threadFork(unknownId),
      () => codex.threadArchive(unknownId),
      () => codex.threadUnarchive(unknownId),
      () => codex.threadDelete(unknownId),
      () => codex.request("turn/interrupt", { threadId: thread.id, turnId: unknownId }),
      () => codex.request("thread/read", { threadId: unknownId }),
      () => thread.revert({ beforeTurnId: unknownId }),
      () => codex.threadFork(thread.id, { lastTurnId: unknownId }),
    ];

    for (const call of calls) {
      const error = await failure(call);
      expect([call.toString(), error]).toEqual([call.toString(), expect.any(InvalidRequestError)]);
    }

    expect((await failure(() => codex.threadResume(unknownId))).message).toContain(unknownId);
    expect((await thread.run("Go")).finalResponse).toBe("ok");
  });

  test("values that only the server knows to be wrong", async () => {
    const { codex, thread } = await startThread();

    for (const call of [
      () => codex.threadStart({ approvalPolicy: "sometimes" as Untyped }),
      () => thread.run("Go", { summary: "poetic" as Untyped }),
      () => thread.run({ type: "smell", scent: "roses" } as Untyped),
      () => thread.run({ type: "image" } as Untyped),
    ]) {
      expect(await failure(call)).toBeInstanceOf(InvalidParamsError);
    }

    expect((await thread.run("Go")).finalResponse).toBe("ok");
  });
});

describe("a handler that answers with the wrong shape", () => {
  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["a text", "accept"],
    ["an empty object", {}],
    ["a number for a decision", { decision: 1 }],
    ["an unknown decision", { decision: "yes" }],
  ])("%s, approves nothing, and the connection stays usable", async (_, answer) => {
    const { codex, model, warnings } = await startCodex({
      codex: { handlers: { commandApproval: (() => answer) as Untyped } },
    });
    model.respond(functionCall("exec_command", { cmd: "echo ran" }, { callId: "call" }));
    model.respond(message("done")).respond(message("next"));
    const thread = await codex.threadStart({ approvalPolicy: "untrusted" });

    const { finalResponse } = await thread.run("Go");

    expect(finalResponse).toBe("done");
    expect(model.requests[1]?.toolOutput("call")).not.toContain("Output:\nran");
    expect(warnings.join()).toContain("item/commandExecution/requestApproval");
    expect((await thread.run("Go on")).finalResponse).toBe("next");
  });
});

describe("a client that was closed", () => {
  test("refuses every use with a TransportClosedError, and streams end", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["a", gate]));
    const thread = await codex.threadStart();
    const turn = await thread.turn("Go");
    await gate.reached;
    await codex.close();

    const calls: (() => unknown)[] = [
      () => codex.start(),
      () => codex.threadStart(),
      () => codex.threadResume(thread.id),
      () => codex.threadFork(thread.id),
      () => codex.threadArchive(thread.id),
      () => codex.threadUnarchive(thread.id),
      () => codex.threadDelete(thread.id),
      () => codex.threadList(),
      () => codex.models(),
      () => codex.account(),
      () => codex.rateLimits(),
      () => codex.usage(),
      () => codex.loginApiKey("key"),
      () => codex.loginChatgpt(),
      () => codex.loginChatgptDeviceCode(),
      () => codex.logout(),
      () => codex.request("model/list", {}),
      () => codex.requestRaw("no/such"),
      () => thread.run("Go"),
      () => thread.turn("Go"),
      () => thread.review({ type: "uncommittedChanges" }),
      () => thread.startGoal("Go"),
      () => thread.runGoal("Go"),
      () => thread.compact(),
      () => thread.read(),
      () => thread.setName("x"),
      () => thread.revert({ beforeTurnId: "x" }),
      () => thread.unsubscribe(),
      () => turn.steer("x"),
      () => turn.run(),
      () => turn.result(),
    ];
    for (const call of calls) {
      const error = await failure(call);
      expect([call.toString(), error]).toEqual([call.toString(), expect.any(TransportClosedError)]);
      expect(isCodexError(error)).toBe(true);
    }
    await expect(turn.interrupt()).resolves.toBeUndefined();
    await expect(codex.close()).resolves.toBeUndefined();
  });
});
