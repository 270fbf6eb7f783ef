import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { LoggedMistakes } from "../diagnostics/logged-mistakes.js";
import { Redactor } from "../diagnostics/redactor.js";
import { Reports } from "../diagnostics/reports.js";
import { bindHandlers } from "../handlers/bind-handlers.js";
import type { HandlerContext, Handlers, McpToolApprovalParams } from "../handlers/handlers.js";
import { type ValidationMode, WireChecks } from "../protocol/wire-checks.js";
import { ThreadRecords } from "../records/thread-records.js";
import type { TurnHolder } from "../records/turn-holder.js";
import { createGate } from "../testing/index.js";

import { serverRequestTable } from "./server-request-table.js";
import { ServerRequests } from "./server-requests.js";

const approval = "item/commandExecution/requestApproval";
const params = { threadId: "t", turnId: "u", itemId: "i", startedAtMs: 1 };
const declined = { result: { decision: "decline" } };

interface Setup {
  requests: ServerRequests;
  records: ThreadRecords;
  logged: string[];
  notify(method: string, notified: object): void;
}

function createRequests(
  handlers: Record<string, unknown> = {},
  options: {
    handlerMs?: number;
    isShared?: boolean;
    isRemade?: boolean;
    validate?: ValidationMode;
  } = {},
): Setup {
  const logged: string[] = [];
  const log = (message: string): void => void logged.push(message);
  const logger = { debug: log, info: log, warn: log, error: log };
  const records = new ThreadRecords(bindHandlers(handlers as Handlers), (run) => run());
  const reports = new Reports(logger);
  const requests = new ServerRequests({
    records,
    handlerMs: options.handlerMs,
    isShared: options.isShared ?? false,
    isRemade: options.isRemade ?? false,
    logger,
    mistakes: new LoggedMistakes(logger),
    redactor: new Redactor({ SOME_SECRET: "hunter22" }),
    reports,
    checks: new WireChecks(options.validate ?? "tolerant", reports),
  });
  const notify = (method: string, notified: object): void => {
    const notification = { method, params: notified } as wire.ServerNotification;
    records.observe(notification, 0);
    requests.observe(notification);
  };
  return { requests, records, logged, notify };
}

/** A handler that never returns, and the context that it gets. */
function stuck(): { handler(): Promise<never>; context: Promise<HandlerContext> } {
  let called: (context: HandlerContext) => void = () => {};
  const context = new Promise<HandlerContext>((resolve) => {
    called = resolve;
  });
  const handler = (...[, given]: unknown[]): Promise<never> => {
    called(given as HandlerContext);
    return new Promise<never>(() => {});
  };
  return { handler, context };
}

/** What a follower of the turn is told of each request that is over. */
function followAnswers({ records }: Setup): (boolean | null)[] {
  const seen: (boolean | null)[] = [];
  const follower: Partial<TurnHolder> = {
    isSame: () => true,
    owns: () => false,
    asked: () => {},
    answered: ({ isAccepted }) => void seen.push(isAccepted),
    touch: () => {},
  };
  records.of("t").turns.watchers.add(follower as TurnHolder);
  return seen;
}

describe("without a handler", () => {
  test.each(Object.keys(serverRequestTable))(
    "%s gets an answer that accepts nothing",
    async (method) => {
      const { requests, logged } = createRequests();

      const answer = await requests.answer({ id: 0, method, params });

      expect(Object.keys(answer ?? {})).toEqual([expect.stringMatching(/^(result|error)$/)]);
      expect(JSON.stringify(answer)).not.toMatch(/accept|approved|"success":true/);
      expect(logged.join()).toContain(method);
    },
  );

  test.each(["no/such/method", "__proto__", "constructor", "toString"])(
    "the unknown %s is an error -32601",
    async (method) => {
      const { requests } = createRequests();

      expect(await requests.answer({ id: 0, method, params })).toMatchObject({
        error: { code: -32601 },
      });
    },
  );
});

describe("a handler", () => {
  test("answers, and is told whose request it is", async () => {
    const commandApproval = vi.fn(() => ({ decision: "accept" }));
    const { requests } = createRequests({ commandApproval });

    const answer = await requests.answer({ id: 0, method: approval, params });

    expect(answer).toEqual({ result: { decision: "accept" } });
    expect(commandApproval).toHaveBeenCalledWith(params, {
      id: expect.any(String),
      signal: expect.any(AbortSignal),
      threadId: "t",
      turnId: "u",
      itemId: "i",
      cwd: null,
    });
  });

  test("knows each request by an id of its own, also where the server uses one again", async () => {
    const seen: string[] = [];
    const { requests } = createRequests({
      commandApproval: (_: unknown, { id }: HandlerContext) => {
        seen.push(id);
        return { decision: "accept" };
      },
    });

    await requests.answer({ id: 0, method: approval, params });
    await requests.answer({ id: 0, method: approval, params: { ...params, itemId: "j" } });

    expect(new Set(seen).size).toBe(2);
  });

  test("is told where the thread works, as the server has said last", async () => {
    const seen: (string | null)[] = [];
    const commandApproval = (_: unknown, { cwd }: HandlerContext): object => {
      seen.push(cwd);
      return { decision: "accept" };
    };
    const { requests, records, notify } = createRequests({ commandApproval });
    records.of("t").settings.updated({ cwd: "/first" });
    await requests.answer({ id: 0, method: approval, params });

    notify("thread/settings/updated", { threadId: "t", threadSettings: { cwd: "/second" } });
    await requests.answer({ id: 1, method: approval, params });

    expect(seen).toEqual(["/first", "/second"]);
  });

  test("that has answered has a signal that does not abort", async () => {
    let signal: AbortSignal | undefined;
    const { requests, notify } = createRequests({
      commandApproval: (_: unknown, context: HandlerContext) => {
        signal = context.signal;
        return { decision: "accept" };
      },
    });

    await requests.answer({ id: 0, method: approval, params });
    notify("turn/completed", { threadId: "t", turn: { id: "u" } });

    expect(signal?.aborted).toBe(false);
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("its reason");
      },
      "its reason",
    ],
    ["rejects", () => Promise.reject(new Error("its reason")), "its reason"],
    ["throws what is no error", () => Promise.reject("its reason"), "its reason"],
    ["answers nothing", () => undefined, "undefined"],
    ["answers what the protocol does not know", () => ({ yes: true }), "decision"],
    ["answers what JSON can't hold", () => ({ decision: "accept", size: 1n }), "BigInt"],
  ])(
    "that %s leads to the decline, and to a log entry with the reason",
    async (_name, commandApproval, why) => {
      const { requests, logged } = createRequests({ commandApproval });

      expect(await requests.answer({ id: 0, method: approval, params })).toEqual(declined);
      expect(logged.join()).toContain(why);
    },
  );

  test("that fails tells the server no secret", async () => {
    const { requests, logged } = createRequests({
      authTokensRefresh: () => {
        throw new Error("hunter22 and token=abc did not work");
      },
    });

    const method = "account/chatgptAuthTokens/refresh";
    const answer = await requests.answer({ id: 0, method, params: { reason: "unauthorized" } });

    expect(JSON.stringify(answer)).toContain("[redacted] and token=[redacted] did not work");
    expect(logged.join()).not.toContain("hunter22");
  });

  test("that throws what can't be read is declined as well", async () => {
    const { requests } = createRequests({
      commandApproval: () => {
        throw Object.create(null);
      },
    });

    expect(await requests.answer({ id: 0, method: approval, params })).toEqual(declined);
  });

  describe.each(["known", "unknown"])("of a thread that is %s", (knowledge) => {
    test.each([
      [
        "the server resolves the request elsewhere",
        ({ notify }: Setup) => notify("serverRequest/resolved", { threadId: "t", requestId: 0 }),
      ],
      [
        "the turn ends",
        ({ notify }: Setup) => notify("turn/completed", { threadId: "t", turn: { id: "u" } }),
      ],
      ["the thread is closed", ({ notify }: Setup) => notify("thread/closed", { threadId: "t" })],
      ["the connection ends", ({ requests }: Setup) => requests.close()],
    ])("that never returns is given up when %s, and its signal fires", async (_name, end) => {
      const { handler, context } = stuck();
      const setup = createRequests({ commandApproval: handler });
      const { requests, records, notify } = setup;
      if (knowledge === "known") records.of("t");
      const answer = requests.answer({ id: 0, method: approval, params });
      const { signal } = await context;
      expect(records.find("t")?.requests.isOwn).not.toBe(false);
      notify("turn/completed", { threadId: "t", turn: { id: "another" } });
      notify("serverRequest/resolved", { threadId: "t", requestId: "0" });
      expect(signal.aborted).toBe(false);

      end(setup);

      expect(await answer).toEqual(declined);
      expect(signal.aborted).toBe(true);
      expect(records.find("t")?.requests.isOwn).not.toBe(true);
    });
  });

  test("that never returns is given up at the deadline, when there is one", async () => {
    const { handler } = stuck();
    const setup = createRequests({ commandApproval: handler }, { handlerMs: 20 });
    const { requests, logged } = setup;
    const seen = followAnswers(setup);

    expect(await requests.answer({ id: 0, method: approval, params })).toEqual(declined);
    expect(logged.join()).toContain("20 ms");
    expect(seen).toEqual([false]);
  });

  test.each<[string, () => unknown, boolean]>([
    ["accepts", () => ({ decision: "accept" }), true],
    ["declines", () => ({ decision: "decline" }), false],
    ["answers with what is none", () => ({ decision: "yes" }), false],
    [
      "fails",
      () => {
        throw new Error("no");
      },
      false,
    ],
  ])("that %s makes that known to who follows the turn", async (_, handler, isAccepted) => {
    const setup = createRequests({ commandApproval: handler });
    const seen = followAnswers(setup);

    await setup.requests.answer({ id: 0, method: approval, params });

    expect(seen).toEqual([isAccepted]);
  });

  test("that nobody waits for has neither accepted nor declined", async () => {
    const { handler, context } = stuck();
    const setup = createRequests({ commandApproval: handler });
    const seen = followAnswers(setup);
    const answer = setup.requests.answer({ id: 0, method: approval, params });
    await context;

    setup.notify("serverRequest/resolved", { threadId: "t", requestId: 0 });

    expect(await answer).toEqual(declined);
    expect(seen).toEqual([null]);
  });

  test.each([
    ["attestation", "attestation/generate", 60_000],
    ["commandApproval", approval, undefined],
  ])("of %s has a deadline even if the user sets none", async (name, method, deadlineMs) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { handler, context } = stuck();
    const { requests } = createRequests({ [name]: handler });
    const answer = requests.answer({ id: 0, method, params: {} });
    const { signal } = await context;

    vi.advanceTimersByTime(59_999);
    expect(signal.aborted).toBe(false);
    vi.advanceTimersByTime(2 ** 31 - 60_000);

    expect(signal.aborted).toBe(deadlineMs !== undefined);
    requests.close();
    await answer;
    expect(vi.getTimerCount()).toBe(0);
  });

  test("of one request does not hold up another", async () => {
    const { handler } = stuck();
    const { requests } = createRequests({
      commandApproval: handler,
      fileChangeApproval: () => ({ decision: "accept" }),
    });
    void requests.answer({ id: 0, method: approval, params });

    const answer = await requests.answer({
      id: 1,
      method: "item/fileChange/requestApproval",
      params,
    });

    expect(answer).toEqual({ result: { decision: "accept" } });
    requests.close();
  });

  test("for forms does not get the approvals of MCP tools", async () => {
    const elicitation = vi.fn(() => ({ action: "accept", content: {}, _meta: null }));
    const { requests } = createRequests({ elicitation });
    const tool = { ...params, _meta: { codex_approval_kind: "mcp_tool_call" } };

    const answer = await requests.answer({
      id: 0,
      method: "mcpServer/elicitation/request",
      params: tool,
    });

    expect(answer).toMatchObject({ result: { action: "decline" } });
    expect(elicitation).not.toHaveBeenCalled();
  });

  const toolCall = {
    codex_approval_kind: "mcp_tool_call",
    tool_name: "write",
    tool_params: { a: 1 },
  };
  const emptyForm = { type: "object", properties: {} };

  test.each([
    ["a call", toolCall, emptyForm, { server: "notes", tool: "write", arguments: { a: 1 } }],
    ["a suggested tool", { ...toolCall, codex_approval_kind: "tool_suggestion" }, emptyForm],
    ["a form with fields", toolCall, { type: "object", properties: { name: {} } }],
    ["a page to visit", toolCall, undefined],
    ["a call of an older server", { codex_approval_kind: "mcp_tool_call" }, emptyForm],
    ["odd values", { ...toolCall, tool_name: 5, tool_params: [1] }, emptyForm],
  ])("for MCP tools is told the tool of a call and of nothing else: %s", async (...given) => {
    const [, _meta, requestedSchema, shown = { server: "notes" }] = given;
    const mcpToolApproval = vi.fn((_: McpToolApprovalParams) => ({ action: "decline" }));
    const { requests } = createRequests({ mcpToolApproval }, { validate: "off" });
    const asking = { ...params, serverName: "notes", _meta, requestedSchema };

    await requests.answer({ id: 0, method: "mcpServer/elicitation/request", params: asking });

    const [asked] = mcpToolApproval.mock.calls[0] ?? [];
    const none = { tool: undefined, arguments: undefined };
    expect(asked).toEqual({ ...asking, ...none, ...shown });
  });

  test("that is asked the same again while it is asked is not called twice", async () => {
    const gate = createGate();
    const commandApproval = vi.fn(async () => {
      await gate.pass();
      return { decision: "accept" };
    });
    const { requests } = createRequests({ commandApproval });
    const call = { id: 7, method: approval, params };
    const first = requests.answer(call);
    await gate.reached;

    expect(await requests.answer(call)).toBeUndefined();
    gate.open();

    expect(await first).toEqual({ result: { decision: "accept" } });
    expect(commandApproval).toHaveBeenCalledOnce();
    // The server did not get the answer: it asks again, and is answered as before.
    expect(await requests.answer(call)).toEqual({ result: { decision: "accept" } });
    expect(commandApproval).toHaveBeenCalledOnce();
  });

  test("is called for another request under an id that was used before", async () => {
    const commandApproval = vi.fn(() => ({ decision: "accept" }));
    const { requests } = createRequests({ commandApproval });

    await requests.answer({ id: 0, method: approval, params });
    await requests.answer({ id: 0, method: approval, params: { ...params, itemId: "j" } });

    expect(commandApproval).toHaveBeenCalledTimes(2);
  });

  test("of the thread does not hide the client's others; the parent's come in between", async () => {
    const { requests, records } = createRequests({
      commandApproval: () => ({ decision: "cancel" }),
      fileChangeApproval: () => ({ decision: "cancel" }),
      userInput: () => ({ answers: { who: { answers: ["client"] } } }),
    });
    const [parent, child] = [records.of("p"), records.of("t")];
    parent.handlers = bindHandlers({
      fileChangeApproval: () => ({ decision: "acceptForSession" }),
    });
    child.handlers = bindHandlers({ commandApproval: () => ({ decision: "accept" }) });
    child.parent = parent;
    const answer = (method: string): Promise<unknown> =>
      requests.answer({ id: method, method, params });

    expect(await answer(approval)).toEqual({ result: { decision: "accept" } });
    expect(await answer("item/fileChange/requestApproval")).toEqual({
      result: { decision: "acceptForSession" },
    });
    expect(await answer("item/tool/requestUserInput")).toEqual({
      result: { answers: { who: { answers: ["client"] } } },
    });
  });

  test("may be a method of a class, and is called on its object", async () => {
    class Approvals {
      readonly #decision = "accept";
      commandApproval(): { decision: "accept" } {
        return { decision: this.#decision };
      }
    }
    const { requests } = createRequests(new Approvals() as unknown as Record<string, unknown>);

    expect(await requests.answer({ id: 0, method: approval, params })).toEqual({
      result: { decision: "accept" },
    });
  });

  test("may answer with what the request itself offers", async () => {
    const { requests } = createRequests({ commandApproval: () => ({ decision: "newer" }) });
    const offer = { ...params, availableDecisions: ["accept", "newer"] };

    expect(await requests.answer({ id: 0, method: approval, params })).toEqual(declined);
    expect(await requests.answer({ id: 1, method: approval, params: offer })).toEqual({
      result: { decision: "newer" },
    });
  });

  test("may answer with anything when nothing is validated", async () => {
    const commandApproval = (): unknown => ({ decision: "whatever" });
    const { requests } = createRequests({ commandApproval }, { validate: "off" });

    expect(await requests.answer({ id: 0, method: approval, params })).toEqual({
      result: { decision: "whatever" },
    });
  });

  test("gets the changes of its own thread's item, undefined when they are not known", async () => {
    const asked: unknown[] = [];
    const { requests, notify } = createRequests({
      fileChangeApproval: (request: { changes: unknown }) => {
        asked.push(request.changes);
        return { decision: "decline" };
      },
    });
    for (const threadId of ["a", "b"]) {
      notify("turn/started", { threadId, turn: { id: `turn-${threadId}` } });
      notify("item/started", {
        threadId,
        turnId: `turn-${threadId}`,
        item: { type: "fileChange", id: "call_0", changes: [{ path: threadId }] },
      });
    }
    const ask = (threadId: string, itemId: string): Promise<unknown> =>
      requests.answer({
        id: threadId + itemId,
        method: "item/fileChange/requestApproval",
        params: { threadId, turnId: `turn-${threadId}`, itemId, startedAtMs: 1 },
      });

    await ask("a", "call_0");
    await ask("b", "call_0");
    await ask("b", "unknown");

    expect(asked).toEqual([[{ path: "a" }], [{ path: "b" }], undefined]);
  });
});

describe("on a server with other clients", () => {
  test("what there is no handler for is left to them, and said once how it may go on", async () => {
    const { requests, logged } = createRequests({}, { isShared: true });

    expect(await requests.answer({ id: 0, method: approval, params })).toBeUndefined();

    expect(logged.join()).toMatch(/thread t, turn u.*resumes the thread.*interrupted/);
  });

  test("what belongs to a turn of this client, or to no thread, is declined", async () => {
    const { requests, records } = createRequests({}, { isShared: true });
    records.of("t").turns.take({
      context: undefined,
      owns: () => true,
      isSame: (turnId) => turnId === "u",
      push() {},
      asked() {},
      answered() {},
      heardOfAgent() {},
      touch() {},
      missed() {},
      lost() {},
    });

    expect(await requests.answer({ id: 0, method: approval, params })).toEqual(declined);
    expect(await requests.answer({ id: 1, method: "attestation/generate", params: {} })).toEqual({
      error: expect.objectContaining({ code: -32000 }),
    });
  });
});

describe("very many open requests", () => {
  // A second or two, and many times that if every end of a turn looked at all of them.
  test("cost each the same when their turns end", { timeout: 15_000 }, async () => {
    let cancelled = 0;
    const commandApproval = (_: unknown, { signal }: HandlerContext): Promise<never> => {
      signal.addEventListener("abort", () => {
        cancelled += 1;
      });
      return new Promise<never>(() => {});
    };
    const { requests } = createRequests({ commandApproval }, { handlerMs: 0 });
    const threads = Array.from({ length: 60_000 }, (_, index) => `t${index}`);
    for (const [id, threadId] of threads.entries()) {
      void requests.answer({ id, method: approval, params: { ...params, threadId } });
    }
    await new Promise((resolve) => setImmediate(resolve));

    for (const threadId of threads) {
      const ended = { threadId, turn: { id: params.turnId } };
      requests.observe({
        method: "turn/completed",
        params: ended,
      } as unknown as wire.ServerNotification);
    }

    expect(cancelled).toBe(threads.length);
  });
});
