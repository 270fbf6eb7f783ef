import { expect, test } from "vitest";
import type { LoggedEvent } from "../../src/index.js";
import type { ThreadPlan } from "./thread-plan.js";
import { type GivenAnswer, verifyApprovals } from "./verify-approvals.js";

const plan: ThreadPlan = {
  id: "t",
  messages: [
    { id: "asks", text: "", answer: "", callId: "call", isInterrupted: false },
    { id: "does-not", text: "", answer: "", callId: null, isInterrupted: false },
  ],
};
const asked = (id: string, turnId = "asks"): LoggedEvent => ({
  type: "approval-start",
  id,
  method: "",
  params: {},
  eventId: id,
  turnId,
});
const won = (approvalId: string): GivenAnswer => ({ approvalId, isWon: true });
const late = (approvalId: string): GivenAnswer => ({ approvalId, isWon: false });

test("a question with one answer that counts has no fault", () => {
  expect(verifyApprovals(plan, [asked("a")], [late("a"), won("a")])).toEqual([]);
});

test("a question of an attempt that broke off needs none", () => {
  const answers = [late("a"), late("a"), won("b"), late("b")];
  expect(verifyApprovals(plan, [asked("a"), asked("b")], answers)).toEqual([]);
});

test.each([
  ["two answers that count", [asked("a")], [won("a"), won("a")], /a was answered 2 times/],
  ["no answer", [asked("a")], [late("a")], /turn asks went on without an answer/],
  ["no question", [], [], /turn asks went on without an answer/],
  ["an answer to nothing", [asked("a")], [won("a"), late("b")], /b was answered, which nobody/],
  ["an id that is used again", [asked("a"), asked("a")], [won("a")], /a was asked twice/],
  ["a turn that should not ask", [asked("a"), asked("b", "does-not")], [won("a")], /does-not asks/],
])("%s is a fault", (_, events, answers, fault) => {
  expect(verifyApprovals(plan, events, answers).join("\n")).toMatch(fault);
});
