import { expect, test } from "vitest";
import { Random } from "./random.js";
import { type PlannedMessage, planThreads, type ThreadPlan } from "./thread-plan.js";
import { verifyAsked, verifyCommands, verifyConversation } from "./verify-conversation.js";

const [plan] = planThreads(new Random("1"), { threads: 1, messages: 3, interrupted: 0 }) as [
  ThreadPlan,
];
const whole = plan.messages.flatMap(({ text, answer }) => [text, answer]);
const [first, second, third] = plan.messages as [PlannedMessage, PlannedMessage, PlannedMessage];

test("a whole conversation has no faults", () => {
  expect(verifyConversation(plan, whole)).toEqual([]);
});

test.each([
  ["a lost message", whole.slice(2), /lost: t1 message 1/],
  ["a lost answer", whole.filter((text) => text !== second.answer), /lost: the answer/],
  ["an answer that is there twice", [...whole, third.answer], /2 times: the answer/],
  ["a message that is there twice", [first.text, ...whole], /2 times: t1 message 1/],
  ["two turns in the wrong order", [...whole.slice(2, 4), ...whole.slice(0, 2)], /out of order/],
  ["an answer before its message", [first.answer, first.text], /out of order/],
  ["what nobody has sent", [...whole, "t2 message 1"], /unknown: t2 message 1/],
])("%s is a fault", (_, said, fault) => {
  expect(verifyConversation(plan, said).join("\n")).toMatch(fault);
});

const interrupting: ThreadPlan = {
  ...plan,
  messages: [first, { ...second, isInterrupted: true }, third],
};

test("what was interrupted may lack, or its answer only", () => {
  const without = whole.filter((text) => text !== second.answer);
  for (const said of [whole, without, without.filter((text) => text !== second.text)]) {
    expect(verifyConversation(interrupting, said)).toEqual([]);
    expect(verifyAsked(interrupting, said.slice(0, -1))).toEqual([]);
  }
});

test.each([
  ["an answer without its message", whole.filter((text) => text !== second.text), /lost: t1 m/],
  ["a message that is there twice", [...whole.slice(0, 3), ...whole.slice(2)], /2 times/],
  ["another one that is lost", whole.slice(2), /lost: t1 message 1/],
])("where one was interrupted, %s is a fault", (_, said, fault) => {
  expect(verifyConversation(interrupting, said).join("\n")).toMatch(fault);
  expect(verifyAsked(interrupting, said.slice(0, -1))).toHaveLength(1);
});

test("the model may be asked for each message after those before it were answered", () => {
  for (const length of [1, 3, 5]) expect(verifyAsked(plan, whole.slice(0, length))).toEqual([]);
});

test.each([
  ["a message twice", [first.text, first.text]],
  ["a message twice, the first time answered", [first.text, first.answer, first.text]],
  ["a message without the one before it", [second.text]],
  ["an answer last", whole.slice(0, 2)],
  ["nothing", []],
])("a model that is asked with %s is a fault", (_, said) => {
  expect(verifyAsked(plan, said)).toHaveLength(1);
});

test("a command that did not run, or ran twice, is a fault", () => {
  const asking = {
    ...plan,
    messages: [
      { ...first, callId: "a" },
      { ...second, callId: "b" },
    ],
  };
  expect(verifyCommands(asking, ["a", "b"])).toEqual([]);
  for (const ran of [["a"], [], ["b", "a"], ["a", "a", "b"]]) {
    expect(verifyCommands(asking, ran)).toHaveLength(1);
  }
});
