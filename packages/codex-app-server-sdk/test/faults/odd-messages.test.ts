import { setImmediate } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  Codex,
  type CodexOptions,
  JsonRpcError,
  OptionsError,
  type TurnHandle,
  traceWriter,
} from "../../src/index.js";
import { ScriptedTransport, scriptTurns } from "../../src/testing/index.js";

interface Setup {
  codex: Codex;
  server: ScriptedTransport;
  turn: TurnHandle;
  warnings: string[];
  traced: string[];
  unhandled: unknown[];
}

/** A client that logs and traces, in the middle of a turn. */
async function startTurn(options: CodexOptions = {}): Promise<Setup> {
  const server = new ScriptedTransport();
  scriptTurns(server, [["text"]]);
  const warnings: string[] = [];
  const log = (message: string): void => void warnings.push(message);
  const traced: string[] = [];
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  process.on("unhandledRejection", note).on("uncaughtException", note);
  const codex = new Codex({
    transport: server,
    validate: "strict",
    logger: { debug: log, info: log, warn: log, error: log },
    trace: traceWriter({ write: (line) => traced.push(line) }),
    ...options,
  });
  onTestFinished(async () => {
    await codex.close();
    process.off("unhandledRejection", note).off("uncaughtException", note);
  });
  const turn = await (await codex.threadStart()).turn("Go");
  warnings.length = 0;
  return { codex, server, turn, warnings, traced, unhandled };
}

/** JSON that is nested so deeply that whatever calls itself for each level fails. */
const levels = 20_000;
const deepList = "[".repeat(levels) + "]".repeat(levels);
const deepObject = `${'{"token":'.repeat(levels)}"abc"${"}".repeat(levels)}`;

describe("a message that is nested 20,000 levels deep", () => {
  test("does no harm as an error's data, which is shown in part", async () => {
    const { codex, server, unhandled } = await startTurn();
    server.answer("some/method", () => {});
    for (const data of [deepList, deepObject]) {
      const answer = codex.requestRaw("some/method");
      const { id } = await server.nextSent("some/method");
      server.deliver(`{"id":${id},"error":{"code":-32600,"message":"no","data":${data}}}`);

      const error = await answer.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(JsonRpcError);
      expect(JSON.stringify(error)).toContain("[left out: nested more than 100 levels deep]");
    }
    expect(unhandled).toEqual([]);
  });

  test("does no harm as a result", async () => {
    const { codex, server, unhandled } = await startTurn();
    server.answer("some/method", () => {});
    server.answer("account/read", () => {});
    const answers = [codex.requestRaw("some/method"), codex.account()];
    for (const method of ["some/method", "account/read"]) {
      const { id } = await server.nextSent(method);
      server.deliver(`{"id":${id},"result":${deepList}}`);
    }

    const [raw, checked] = await Promise.allSettled(answers);

    expect(raw?.status).toBe("fulfilled");
    expect(checked).toMatchObject({ reason: { code: "PROTOCOL_VIOLATION" } });
    expect(unhandled).toEqual([]);
  });

  test.each(["item/started", "item/completed", "turn/started", "error", "some/notification"])(
    "does no harm as the notification %s",
    async (method) => {
      const { codex, server, turn, traced, warnings, unhandled } = await startTurn();
      const heard = codex.notifications()[Symbol.asyncIterator]();
      const item = `{"type":"mcpToolCall","id":"i","status":"inProgress","arguments":${deepObject}}`;
      const ids = `"threadId":"${turn.threadId}","turnId":"${turn.id}"`;
      for (const params of [
        deepList,
        deepObject,
        `{${ids},"item":${item},"turn":${deepObject},"error":${deepObject}}`,
      ]) {
        server.deliver(`{"method":"${method}","params":${params}}`);
        expect((await heard.next()).value?.method).toBe(method);
      }

      expect(traced.filter((line) => line.includes("[left out")).length).toBe(3);
      expect(warnings.join()).not.toMatch(/RangeError|Maximum call stack|trace function/);
      expect(unhandled).toEqual([]);
      expect((await turn.result()).finalResponse).toBe("text");
    },
  );

  test.each([
    "item/commandExecution/requestApproval",
    "item/tool/requestUserInput",
    "item/tool/call",
    "mcpServer/elicitation/request",
    "account/chatgptAuthTokens/refresh",
    "some/request",
  ])("does no harm as the request %s, which is answered", async (method) => {
    const { server, unhandled } = await startTurn();
    for (const params of [deepList, deepObject, `{"threadId":"t","_meta":${deepObject}}`]) {
      server.deliver(`{"id":"deep","method":"${method}","params":${params}}`);
      await setImmediate();
      await setImmediate();

      expect(server.sent.at(-1)).toMatchObject({ id: "deep" });
    }
    expect(unhandled).toEqual([]);
  });

  test("is refused when the caller wants it sent", async () => {
    const { codex, unhandled } = await startTurn();

    for (const method of ["some/method", "account/some"]) {
      const sending = codex.requestRaw(method, JSON.parse(deepList));
      await expect(sending).rejects.toBeInstanceOf(OptionsError);
    }
    expect(unhandled).toEqual([]);
  });

  test("is not sent as a handler's answer, and the server is told so", async () => {
    const { server, warnings, unhandled } = await startTurn({
      handlers: { userInput: () => ({ answers: JSON.parse(deepObject) }) },
    });

    const answer = await server.request<string>("item/tool/requestUserInput", { threadId: "t" });

    expect(answer).toEqual({ result: { answers: {} } });
    expect(warnings.join()).toContain("Declined item/tool/requestUserInput");
    expect(unhandled).toEqual([]);
  });
});

test.each(["some/method", "account/some", "thread/some"])(
  "params of %s that can't be read are refused as such",
  async (method) => {
    const { codex } = await startTurn();
    const params = {
      get config(): string {
        throw new Error("It can't be read.");
      },
    };

    await expect(codex.requestRaw(method, params)).rejects.toBeInstanceOf(OptionsError);
  },
);

describe("what is wrong in 5,000 messages", () => {
  test.each<[string, (index: number) => string]>([
    ["a notification without params", () => '{"method":"item/started"}'],
    [
      "a notification with wrong params",
      () => '{"method":"thread/closed","params":{"threadId":7}}',
    ],
    [
      "a notification that is wrong at different places",
      (index) =>
        JSON.stringify({
          method: "turn/plan/updated",
          params: {
            threadId: "t",
            turnId: "u",
            explanation: null,
            plan: Array(index % 50).fill(7),
          },
        }),
    ],
    ["a notification that can't be made use of", () => '{"method":"turn/completed"}'],
    ["a request with wrong params", (index) => `{"id":${index},"method":"currentTime/read"}`],
    ["an unknown request", (index) => `{"id":${index},"method":"some/request"}`],
    ["a line that is no JSON", (index) => `{ ${index}`],
    ["an answer to no request", (index) => `{"id":${index + 1_000},"result":{}}`],
    ["a message of no kind", () => "{}"],
  ])("is reported once: %s", async (_name, write) => {
    const { server, warnings } = await startTurn();

    for (let index = 0; index < 5_000; index += 1) server.deliver(write(index));
    await setImmediate();

    expect(warnings.filter((text) => !text.startsWith("Declined"))).toHaveLength(1);
  });

  test("is reported once also where nothing is checked", async () => {
    const { server, warnings } = await startTurn({ validate: "off" });

    for (let index = 0; index < 5_000; index += 1) server.deliver('{"method":"turn/completed"}');

    expect(warnings).toEqual([
      expect.stringMatching(
        /^turn\/completed could not be made use of: TypeError: .*reported once/,
      ),
    ]);
  });
});
