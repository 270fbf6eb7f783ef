import { describe, expect, test, vi } from "vitest";
import type { HandlerContext } from "../handlers/handlers.js";
import { createApprovals } from "./create-approvals.js";
import type { ApprovalDecision, ApprovalKind } from "./pending-approval.js";

const command = { command: "ls", threadId: "thread" };

function contextOf(id: string, signal = new AbortController().signal): HandlerContext {
  return { id, signal, threadId: "thread", turnId: "turn", itemId: "item", cwd: "/work" };
}

/** Asks a table of its own, which answers with this decision. */
async function answerOf(
  kind: ApprovalKind,
  params: object,
  decision: unknown,
): Promise<{ outcome: string; answer: unknown }> {
  const approvals = createApprovals();
  const handler = approvals.handlers[kind] as (params: object, context: HandlerContext) => unknown;
  const asked = handler(params, contextOf("q"));
  const outcome = approvals.answer("q", decision as ApprovalDecision);
  const answer = outcome === "taken" ? await asked : undefined;
  return { outcome, answer };
}

describe("a question", () => {
  test("is listed until it is answered, and its handler then answers the server", async () => {
    const approvals = createApprovals();

    const asked = approvals.handlers.commandApproval(command as never, contextOf("q"));

    expect(approvals.list()).toEqual([
      {
        id: "q",
        kind: "commandApproval",
        params: command,
        threadId: "thread",
        turnId: "turn",
        itemId: "item",
        cwd: "/work",
      },
    ]);
    expect(approvals.answer("q", "accept")).toBe("taken");
    expect(await asked).toEqual({ decision: "accept" });
    expect(approvals.list()).toEqual([]);
  });

  test("takes one answer", async () => {
    const approvals = createApprovals();
    const asked = approvals.handlers.commandApproval(command as never, contextOf("q"));

    approvals.answer("q", "decline");

    expect(approvals.answer("q", "accept")).toBe("answered");
    expect(await asked).toEqual({ decision: "decline" });
  });

  test("takes none when nobody waits for it any more", async () => {
    const approvals = createApprovals();
    const turn = new AbortController();
    const asked = approvals.handlers.commandApproval(command as never, contextOf("q", turn.signal));

    turn.abort(new Error("The turn has ended."));

    await expect(asked).rejects.toThrow("The turn has ended.");
    expect(approvals.list()).toEqual([]);
    expect(approvals.answer("q", "accept")).toBe("over");
  });

  test("is not asked when it is over before", async () => {
    const approvals = createApprovals();
    const signal = AbortSignal.abort(new Error("over"));

    await expect(
      approvals.handlers.commandApproval(command as never, contextOf("q", signal)),
    ).rejects.toThrow("over");
    expect(approvals.list()).toEqual([]);
  });

  test("that was never asked is unknown, whatever it is called", () => {
    const approvals = createApprovals();

    for (const id of ["q", "__proto__", "constructor", undefined]) {
      expect(approvals.answer(id as string, "accept")).toBe("unknown");
    }
  });

  test("waits on after an answer that can't be one", async () => {
    const approvals = createApprovals();
    const asked = approvals.handlers.commandApproval(command as never, contextOf("q"));

    for (const answer of ["yes", true, null, undefined, {}, { content: 1 }, { answers: {} }]) {
      expect(approvals.answer("q", answer as ApprovalDecision)).toBe("unusable");
    }

    expect(approvals.answer("q", "acceptForSession")).toBe("taken");
    expect(await asked).toEqual({ decision: "acceptForSession" });
  });
});

describe("an answer becomes what the server wants to have:", () => {
  const permissions = { network: { enabled: true }, fileSystem: null };
  const form = { mode: "form" };
  const page = { mode: "url" };

  test.each<[ApprovalKind, object, ApprovalDecision, object]>([
    ["commandApproval", {}, "cancel", { decision: "cancel" }],
    ["fileChangeApproval", {}, "accept", { decision: "accept" }],
    ["permissionsApproval", { permissions }, "accept", { permissions, scope: "turn" }],
    ["permissionsApproval", { permissions }, "acceptForSession", { permissions, scope: "session" }],
    ["permissionsApproval", { permissions }, "decline", { permissions: {}, scope: "turn" }],
    ["mcpToolApproval", {}, "accept", { action: "accept", content: null, _meta: null }],
    [
      "mcpToolApproval",
      {},
      "acceptForSession",
      { action: "accept", content: null, _meta: { persist: "session" } },
    ],
    ["mcpToolApproval", {}, "decline", { action: "decline", content: null, _meta: null }],
    ["elicitation", form, { content: { a: 1 } }, { action: "accept", content: { a: 1 } }],
    ["elicitation", form, "cancel", { action: "cancel", content: null }],
    ["elicitation", page, "accept", { action: "accept", content: null }],
    ["userInput", {}, { answers: { q: ["a", "b"] } }, { answers: { q: { answers: ["a", "b"] } } }],
    ["userInput", {}, "decline", { answers: {} }],
  ])("%s %j %j", async (kind, params, decision, answer) => {
    expect(await answerOf(kind, params, decision)).toMatchObject({ outcome: "taken", answer });
  });

  test.each<[ApprovalKind, object, unknown]>([
    ["elicitation", form, "accept"],
    ["elicitation", form, { answers: {} }],
    ["userInput", {}, "accept"],
    ["userInput", {}, { answers: null }],
    ["userInput", {}, { answers: { q: "a" } }],
    ["userInput", {}, { answers: { q: [1] } }],
    ["permissionsApproval", { permissions }, { content: permissions }],
    ["mcpToolApproval", {}, { content: {} }],
  ])("%s %j has no use for %j", async (kind, params, decision) => {
    expect(await answerOf(kind, params, decision)).toEqual({ outcome: "unusable" });
  });
});

describe("the table", () => {
  test("holds so many questions, and declines more with a reason", async () => {
    const approvals = createApprovals({ maxPending: 1 });
    void approvals.handlers.commandApproval(command as never, contextOf("q"));

    await expect(
      approvals.handlers.commandApproval(command as never, contextOf("r")),
    ).rejects.toThrow("maxPending");
    expect(approvals.answer("q", "accept")).toBe("taken");
  });

  test("forgets questions that were answered long ago", () => {
    const approvals = createApprovals();
    for (let id = 0; id <= 1_000; id++) {
      void approvals.handlers.commandApproval(command as never, contextOf(`${id}`));
      approvals.answer(`${id}`, "accept");
    }

    expect([approvals.answer("0", "accept"), approvals.answer("1", "accept")]).toEqual([
      "unknown",
      "answered",
    ]);
  });

  test("tells of each change until nobody wants to know", async () => {
    const approvals = createApprovals();
    const [one, other] = [vi.fn(), vi.fn()];
    const leaving = new AbortController();
    const stop = approvals.onChange(one);
    approvals.onChange(other, { signal: leaving.signal });

    void approvals.handlers.commandApproval(command as never, contextOf("q"));
    await Promise.resolve();
    expect([one, other].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
    approvals.answer("q", "accept");
    leaving.abort();
    await Promise.resolve();
    expect([one, other].map(({ mock }) => mock.calls.length)).toEqual([2, 1]);
    stop();
    void approvals.handlers.commandApproval(command as never, contextOf("r"));
    await Promise.resolve();
    expect([one, other].map(({ mock }) => mock.calls.length)).toEqual([2, 1]);
  });

  test("does not tell who has left before", async () => {
    const approvals = createApprovals();
    const listener = vi.fn();
    approvals.onChange(listener, { signal: AbortSignal.abort() });

    void approvals.handlers.commandApproval(command as never, contextOf("q"));
    await Promise.resolve();

    expect(listener).not.toHaveBeenCalled();
  });

  test("leaves nothing on the signal of a question that is answered", () => {
    const approvals = createApprovals();
    const { signal } = new AbortController();
    const removed = vi.spyOn(signal, "removeEventListener");
    void approvals.handlers.commandApproval(command as never, contextOf("q", signal));

    approvals.answer("q", "accept");

    expect(removed).toHaveBeenCalledOnce();
  });
});
