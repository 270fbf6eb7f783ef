import { describe, expect, test } from "vitest";
import { OptionsError, ProtocolError } from "../errors/index.js";
import { names } from "./generated/names.js";
import { parse, safeParse, type TypeName } from "./parse.js";

const turn = {
  id: "t",
  items: [{ type: "agentMessage", id: "i", text: "Hi", extra: { kept: true } }],
  status: "completed",
  error: null,
  unknownField: 1,
};

describe("a valid value", () => {
  test("is returned itself, including unknown fields", () => {
    expect(parse("Turn", turn)).toBe(turn);
    expect(safeParse("Turn", turn)).toEqual({ success: true, data: turn });
  });

  test("passes under the name of what a method takes or gives", () => {
    const params = { threadId: "x", input: [{ type: "text", text: "Hi" }] };
    expect(parse("turn/start params", params)).toBe(params);
    expect(parse("turn/start result", { turn })).toEqual({ turn });
    expect(parse("turn/completed params", { threadId: "x", turn })).toEqual({
      threadId: "x",
      turn,
    });
    expect(parse("account/logout params", undefined)).toBeUndefined();
    expect(parse("currentTime/read result", { currentTimeAt: 1 })).toEqual({ currentTimeAt: 1 });
  });

  test("passes as a whole message, known or not", () => {
    const known = { method: "turn/completed", params: { threadId: "x", turn }, emittedAtMs: 1 };
    expect(parse("ServerNotification", known)).toBe(known);
    expect(safeParse("ServerNotification", { method: "new/thing" }).success).toBe(true);
    const request = { id: 0, method: "currentTime/read", params: { threadId: "x" } };
    expect(parse("ServerRequest", request)).toBe(request);
  });

  test("may hold variants and enum values that are not known", () => {
    const newer = { ...turn, status: "hibernating", items: [{ type: "dream", id: "i" }] };
    expect(parse("Turn", newer)).toBe(newer);
  });
});

describe("an invalid value", () => {
  const bad = { ...turn, items: [{ type: "agentMessage", id: "i", text: "secret".length }] };

  test("is refused with the path, and without any part of it", () => {
    expect(() => parse("Turn", bad)).toThrow(ProtocolError);
    expect(() => parse("Turn", bad)).toThrow(
      "Not a Turn: items[0].text: expected string, received number",
    );
    expect(safeParse("Turn", bad)).toEqual({
      success: false,
      issues: [{ path: ["items", 0, "text"], message: "expected string, received number" }],
    });
  });

  test("is refused inside a message", () => {
    const message = { method: "turn/completed", params: { threadId: "x", turn: bad } };
    expect(safeParse("ServerNotification", message)).toMatchObject({
      issues: [{ path: ["params", "turn", "items", 0, "text"] }],
    });
    expect(safeParse("ServerNotification", { params: {} })).toMatchObject({
      issues: [{ path: ["method"] }],
    });
    expect(safeParse("ServerRequest", null)).toMatchObject({ issues: [{ path: [] }] });
  });
});

test.each(["NoSuchType", "no/such/method params", "turn/start", "turn/completed result", ""])(
  "%j is no type",
  (name) => {
    expect(() => parse(name as TypeName, {})).toThrow(OptionsError);
  },
);

test("every type that has a name can be parsed", () => {
  const list = names.split(" ");
  expect(list.length).toBeGreaterThan(250);
  for (const name of list) expect(() => safeParse(name as TypeName, {})).not.toThrow();
});
