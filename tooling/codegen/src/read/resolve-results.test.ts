import { describe, expect, test } from "vitest";
import { type Method, readMethods } from "./read-methods.js";
import type { SchemaNode } from "./read-shape.js";
import { resolveResults } from "./resolve-results.js";

interface Entry {
  method: string;
  params?: SchemaNode;
}

const ref = (name: string): SchemaNode => ({ $ref: `#/definitions/v2/${name}` });

function list(entries: Entry[]): SchemaNode {
  const oneOf = entries.map(({ method, params }) => ({
    type: "object",
    properties: { method: { type: "string", enum: [method] }, ...(params ? { params } : {}) },
    required: ["method"],
  }));
  return { oneOf };
}

function resolve(
  requests: Entry[],
  types: string[],
  results: Record<string, string> = {},
): Method[] {
  const other = list([{ method: "x", params: { type: "null" } }]);
  const nodes = new Map<string, SchemaNode>([
    ["ClientRequest", list(requests)],
    ["ServerRequest", list([{ method: "ask", params: ref("AskParams") }])],
    ["ServerNotification", other],
    ["ClientNotification", other],
    ["AskResponse", true],
    ...types.map((type): [string, SchemaNode] => [type, true]),
  ]);
  return resolveResults(readMethods(nodes), nodes, results).clientRequests;
}

describe("the result of a request", () => {
  test("follows from its params", () => {
    const [method] = resolve([{ method: "a/b", params: ref("DoParams") }], ["DoResponse"]);
    expect(method).toMatchObject({
      params: "DoParams",
      result: "DoResponse",
      paramsOptional: false,
    });
  });

  test("follows from params that may be null, which may then be left out", () => {
    const params = { anyOf: [ref("DoParams"), { type: "null" }] };
    const [method] = resolve([{ method: "a/b", params }], ["DoResponse"]);
    expect(method).toMatchObject({
      params: "DoParams",
      result: "DoResponse",
      paramsOptional: true,
    });
  });

  test("follows from the method's last words when it takes no params", () => {
    const entry = { method: "account/thing/read", params: { type: "null" } };
    const [method] = resolve([entry], ["ThingReadResponse"]);
    expect(method).toMatchObject({ result: "ThingReadResponse", paramsOptional: true });
    expect(method?.params).toBeUndefined();
  });

  test("is what the overrides say", () => {
    const entry = { method: "a/b", params: ref("DoParams") };
    expect(resolve([entry], ["OtherResponse"], { "a/b": "OtherResponse" })[0]?.result).toBe(
      "OtherResponse",
    );
  });
});

describe("a fit that is not exact is refused", () => {
  const entry = { method: "a/b", params: ref("DoParams") };

  test("a method without a response type", () => {
    expect(() => resolve([entry], [])).toThrow("No response type found for a/b (tried DoResponse)");
  });

  test("a response type without a method", () => {
    expect(() => resolve([entry], ["DoResponse", "LeftResponse"])).toThrow(
      "no method answers with: LeftResponse",
    );
  });

  test("an override that changes nothing", () => {
    expect(() => resolve([entry], ["DoResponse"], { "a/b": "DoResponse" })).toThrow("a/b");
  });

  test("params of another kind", () => {
    const params = { type: "string" };
    expect(() => resolve([{ method: "a/b", params }], [])).toThrow("a/b: params are neither");
  });
});

test("an override for a method that this version lacks has no effect", () => {
  const entry = { method: "a/b", params: ref("DoParams") };
  const requests = resolve([entry], ["DoResponse"], { gone: "DoResponse" });
  expect(requests.map(({ result }) => result)).toEqual(["DoResponse"]);
});
