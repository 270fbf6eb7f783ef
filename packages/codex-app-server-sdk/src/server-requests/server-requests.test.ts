import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { WireChecks } from "../protocol/wire-checks.js";
import type { HandlerContext, Handlers } from "./handlers.js";
import { serverRequestTable } from "./server-request-table.js";
import { ServerRequests } from "./server-requests.js";

const approval = "item/commandExecution/requestApproval";
const params = { threadId: "t", turnId: "u", itemId: "i", startedAtMs: 1 };
const declined = { result: { decision: "decline" } };

function createRequests(
  handlers: Record<string, unknown> = {},
  handlerMs?: number,
): { requests: ServerRequests; logged: string[] } {
  const logged: string[] = [];
  const log = (message: string): void => void logged.push(message);
  const logger = { debug: log, info: log, warn: log, error: log };
  const requests = new ServerRequests({
    handlersOf: () => handlers as Handlers,
    handlerMs,
    logger,
    checks: new WireChecks("tolerant", logger),
  });
  return { requests, logged };
}

function notify(requests: ServerRequests, method: string, notified: object): void {
  requests.observe({ method, params: notified } as wire.ServerNotification);
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

describe("without a handler", () => {
  test.each(Object.keys(serverRequestTable))(
    "%s gets an answer that accepts nothing",
    async (method) => {
      const { requests, logged } = createRequests();

      const answer = await requests.answer({ id: 0, method, params });

      expect("result" in answer || "error" in answer).toBe(true);
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
      signal: expect.any(AbortSignal),
      threadId: "t",
      turnId: "u",
    });
  });

  test("that has answered has a signal that does not abort", async () => {
    let signal: AbortSignal | undefined;
    const { requests } = createRequests({
      commandApproval: (_: unknown, context: HandlerContext) => {
        signal = context.signal;
        return { decision: "accept" };
      },
    });

    await requests.answer({ id: 0, method: approval, params });
    notify(requests, "turn/completed", { threadId: "t", turn: { id: "u" } });

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

  test.each([
    [
      "the server resolves the request elsewhere",
      (requests: ServerRequests) =>
        notify(requests, "serverRequest/resolved", { threadId: "t", requestId: 0 }),
    ],
    [
      "the turn ends",
      (requests: ServerRequests) =>
        notify(requests, "turn/completed", { threadId: "t", turn: { id: "u" } }),
    ],
    ["the connection ends", (requests: ServerRequests) => requests.close()],
  ])("that never returns is given up when %s, and its signal aborts", async (_name, end) => {
    const { handler, context } = stuck();
    const { requests } = createRequests({ commandApproval: handler });
    const answer = requests.answer({ id: 0, method: approval, params });
    const { signal } = await context;
    expect(requests.isWaiting("t")).toBe(true);
    notify(requests, "turn/completed", { threadId: "t", turn: { id: "another" } });
    notify(requests, "serverRequest/resolved", { threadId: "t", requestId: "0" });
    expect(signal.aborted).toBe(false);

    end(requests);

    expect(await answer).toEqual(declined);
    expect(signal.aborted).toBe(true);
    expect(requests.isWaiting("t")).toBe(false);
  });

  test("that never returns is given up at the deadline, when there is one", async () => {
    const { handler } = stuck();
    const { requests, logged } = createRequests({ commandApproval: handler }, 20);

    expect(await requests.answer({ id: 0, method: approval, params })).toEqual(declined);
    expect(logged.join()).toContain("20 ms");
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
});
