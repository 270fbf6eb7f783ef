import type * as wire from "codex-app-server-sdk/protocol";
import { expect, test } from "vitest";
import { DeltaRun } from "./delta-run.js";

const ids = { threadId: "t", turnId: "u", itemId: "i" };

function notification(method: string, params: unknown): wire.ServerNotification {
  return { method, params } as wire.ServerNotification;
}

function delta(text: string, params: object = {}): wire.ServerNotification {
  return notification("item/agentMessage/delta", { ...ids, delta: text, ...params });
}

test("deltas of one item in a row are one, of the size of all of them", () => {
  const first = delta("a");
  const run = new DeltaRun(first, 10);

  expect([run.add(delta("b"), 20), run.add(delta("ä"), 30)]).toEqual([true, true]);

  expect(run.length).toBe(3);
  expect(run.joined).toEqual({ value: delta("abä"), size: 60 });
  expect(first).toEqual(delta("a"));
});

test.each([
  ["of another item", delta("b", { itemId: "other" })],
  ["of another thread", delta("b", { threadId: "other" })],
  ["of another part", delta("b", { summaryIndex: 1 })],
  ["of another kind", notification("item/plan/delta", { ...ids, delta: "b" })],
  ["without a text", delta("b", { delta: 1 })],
  ["without params", notification("item/agentMessage/delta", null)],
])("a delta %s does not go on with it", (_name, next) => {
  const run = new DeltaRun(delta("a"), 10);

  expect(run.add(next, 10)).toBe(false);

  expect(run.joined).toEqual({ value: delta("a"), size: 10 });
});

test.each([
  ["that is no delta", notification("turn/diff/updated", { ...ids, delta: "a" })],
  ["without params", notification("item/agentMessage/delta", undefined)],
  ["whose text is none", delta("a", { delta: null })],
])("a notification %s stays alone, and as it is", (_name, first) => {
  const run = new DeltaRun(first, 10);

  expect(run.add(structuredClone(first), 10)).toBe(false);

  expect(run.joined.value).toBe(first);
});
