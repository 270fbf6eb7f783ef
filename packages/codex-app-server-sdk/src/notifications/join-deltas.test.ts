import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import type { Entry } from "./bounded-buffer.js";
import { joinDeltas } from "./join-deltas.js";

const ids = { threadId: "t", turnId: "u", itemId: "i" };

function entry(method: string, params: object): Entry<wire.ServerNotification> {
  return { value: { method, params } as wire.ServerNotification, size: 100 };
}

function delta(
  text: string,
  params: object = {},
  method = "item/agentMessage/delta",
): Entry<wire.ServerNotification> {
  return entry(method, { ...ids, delta: text, ...params });
}

describe("neighbouring deltas", () => {
  test.each([
    "item/agentMessage/delta",
    "item/plan/delta",
    "item/reasoning/summaryTextDelta",
    "item/reasoning/textDelta",
    "item/commandExecution/outputDelta",
    "item/fileChange/outputDelta",
  ])("of one item become one: %s", (method) => {
    const joined = joinDeltas(delta("a", {}, method), delta("ä", {}, method));

    expect(joined?.value).toEqual({ method, params: { ...ids, delta: "aä" } });
    expect(joined?.size).toBe(102); // the bytes of the text that was added
  });

  test.each([
    ["items", { itemId: "other" }],
    ["threads", { threadId: "other" }],
    ["parts of a summary", { summaryIndex: 1 }],
    ["parts of a content", { contentIndex: 1 }],
  ])("of two %s stay apart", (_name, params) => {
    expect(joinDeltas(delta("a"), delta("b", params))).toBeUndefined();
  });

  test("of two kinds stay apart, and so do other notifications", () => {
    expect(joinDeltas(delta("a"), delta("b", {}, "item/plan/delta"))).toBeUndefined();
    const completed = entry("turn/completed", { threadId: "t" });
    expect(joinDeltas(completed, completed)).toBeUndefined();
  });

  test("without a text stay apart", () => {
    const broken = entry("item/agentMessage/delta", ids);

    expect(joinDeltas(broken, delta("b"))).toBeUndefined();
    expect(joinDeltas(delta("a"), broken)).toBeUndefined();
  });

  test("are not changed themselves", () => {
    const first = delta("a");

    joinDeltas(first, delta("b"));

    expect(first.value.params).toEqual({ ...ids, delta: "a" });
  });
});
