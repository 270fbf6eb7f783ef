import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { readDocument } from "../../test/docs/markdown.js";
import { Codex, type CodexOptions, type Logger } from "../index.js";
import { ScriptedTransport, scriptTurns } from "../testing/index.js";
import { threadFixture, threadResumeFixture } from "../testing/transport/wire-fixtures.js";
import { hostMistakeCodes } from "./host-mistakes.js";
import { silentLogger } from "./logger.js";

interface Warning {
  text: string;
  type: string;
  code: string;
}

/** Takes the place of the runtime's function, so that the test's own output stays readable. */
function catchWarnings(): Warning[] {
  const caught: Warning[] = [];
  const catchOne = (text: unknown, options: unknown): void => {
    const { type, code } = options as Warning;
    caught.push({ text: String(text), type, code });
  };
  const spy = vi.spyOn(process, "emitWarning").mockImplementation(catchOne as never);
  onTestFinished(() => spy.mockRestore());
  return caught;
}

interface Scripted {
  codex: Codex;
  server: ScriptedTransport;
}

async function start(options: CodexOptions = {}): Promise<Scripted> {
  const server = new ScriptedTransport();
  const codex = new Codex({ transport: server, ...options });
  onTestFinished(() => codex.close());
  await codex.start();
  return { codex, server };
}

const approval = "item/commandExecution/requestApproval";
const ids = {
  kind: "command",
  threadId: "t",
  turnId: "u",
  itemId: "i",
  startedAtMs: 1,
  environmentId: null,
} as const;

function fail(): never {
  throw new Error("token=hunter22 is wrong");
}

const failing: CodexOptions = { handlers: { commandApproval: fail } };

describe("without a logger", () => {
  test("a handler that throws is a warning of the process, without secrets", async () => {
    const { server } = await start(failing);

    const warned = once(process, "warning");
    await server.request(approval, ids);

    const [warning] = (await warned) as [Error & { code: string; detail: string }];
    expect(warning).toMatchObject({ name: "CodexWarning", code: "CODEX_HANDLER_FAILED" });
    expect(warning.message).toBe(`Declined ${approval}: token=[redacted] is wrong`);
    expect(warning.detail).toContain("logger: false");
  });

  test("a mistake is told once, one of another kind again, and another client's too", async () => {
    const handlers = { commandApproval: fail, fileChangeApproval: fail };
    const warnings = catchWarnings();

    for (const { server } of [await start({ handlers }), await start({ handlers })]) {
      await server.request(approval, ids);
      await server.request(approval, { ...ids, itemId: "j" });
      await server.request("item/fileChange/requestApproval", ids);
    }

    expect(warnings.map(({ text }) => text.split(":")[0])).toEqual([
      `Declined ${approval}`,
      "Declined item/fileChange/requestApproval",
      `Declined ${approval}`,
      "Declined item/fileChange/requestApproval",
    ]);
  });

  test("a late handler and one whose answer can't be used have codes of their own", async () => {
    const warnings = catchWarnings();
    const handlers = {
      commandApproval: () => new Promise<never>(() => {}),
      fileChangeApproval: () => ({ decision: "yes" }) as never,
    };
    const { server } = await start({ handlers, timeouts: { handlerMs: 1 } });

    await server.request(approval, ids);
    await server.request("item/fileChange/requestApproval", ids);

    expect(warnings).toEqual([
      {
        type: "CodexWarning",
        code: "CODEX_HANDLER_LATE",
        text: `Declined ${approval}: the handler took more than 1 ms`,
      },
      {
        type: "CodexWarning",
        code: "CODEX_HANDLER_ANSWER",
        text: expect.stringContaining('the handler\'s decision is "yes"'),
      },
    ]);
  });

  test("options without effect and unknown ones are told", async () => {
    const warnings = catchWarnings();
    const { codex, server } = await start({ cwd: "/work", validate: "off" });
    const loaded = {
      ...threadResumeFixture(threadFixture({ id: "t", cwd: "/work" })),
      model: "its-own",
    };
    server.answer("thread/resume", loaded).answer("thread/goal/get", { goal: null });
    const slip = { ephemerall: true } as object;

    await codex.threadResume("t", { model: "another" });
    await codex.threadResume("t", { model: "another" });
    await codex.threadStart(slip).catch(() => {});

    expect(warnings.map(({ code, text }) => [code, text.slice(0, 40)])).toEqual([
      ["CODEX_OPTION_WITHOUT_EFFECT", "cwd has no effect on the server behind a"],
      ["CODEX_OPTION_WITHOUT_EFFECT", "Thread t was loaded already and keeps it"],
      ["CODEX_OPTION_UNKNOWN", "The option ephemerall for thread/start i"],
    ]);
  });

  test("a trace that fails with every message is told once", async () => {
    const warnings = catchWarnings();

    await start({ trace: fail });

    expect(warnings.map(({ code }) => code)).toEqual(["CODEX_TRACE_FAILED"]);
  });

  test("what is no mistake of the program is told nobody", async () => {
    const warnings = catchWarnings();
    let asked: () => void = () => {};
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const commandApproval = (): Promise<never> => {
      asked();
      return new Promise<never>(() => {});
    };
    const { codex, server } = await start({ handlers: { commandApproval } });
    scriptTurns(server, [["a"]]);
    server.deliver("no JSON");
    server.notify<string>("thread/name/updated", { threadId: 5 });
    await server.request("no/such/request", {});
    await server.request("item/fileChange/requestApproval", ids);
    const thread = await codex.threadStart();
    await thread.run("Hi");

    const answer = server.request(approval, ids);
    await isAsked;
    server.notify("thread/closed", { threadId: "t" });

    expect(await answer).toMatchObject({ result: { decision: "decline" } });
    expect(warnings).toEqual([]);
  });

  test.each([
    ["a runtime has no such warnings", undefined],
    ["they throw", fail],
  ])("nothing happens where %s", async (_name, emitWarning) => {
    const { server } = await start(failing);
    vi.stubGlobal("process", { ...process, emitWarning });
    onTestFinished(() => void vi.unstubAllGlobals());

    expect(await server.request(approval, ids)).toMatchObject({
      result: { decision: "decline" },
    });
  });
});

test("with logger: false nothing is said", async () => {
  const warnings = catchWarnings();
  const { server } = await start({ ...failing, trace: fail, logger: false });

  await server.request(approval, ids);
  await setImmediate();

  expect(warnings).toEqual([]);
});

test("with a logger all goes there, and each time", async () => {
  const warnings = catchWarnings();
  const logged: string[] = [];
  const logger: Logger = { ...silentLogger, warn: (text) => void logged.push(text) };
  const { server } = await start({ handlers: failing.handlers, logger });

  await server.request(approval, ids);
  await server.request(approval, { ...ids, itemId: "j" });

  expect(logged).toHaveLength(2);
  expect(warnings).toEqual([]);
});

test("the documents explain every code", async () => {
  const text = await readDocument("docs/troubleshooting.md");

  for (const code of hostMistakeCodes) expect(text).toContain(`| \`${code}\` |`);
});
