import { expect, test } from "vitest";
import { emitTypes } from "../emit/emit-types.js";
import type { Definitions } from "../shape.js";
import { markExperimentalDefinitions, markExperimentalMethods } from "./mark-experimental.js";
import { readDefinitions } from "./read-definitions.js";
import type { Methods } from "./read-methods.js";
import type { SchemaNode } from "./read-shape.js";

const string = { type: "string" };
const branch = (tag: string, more: object = {}): SchemaNode => ({
  type: "object",
  title: `${tag}U`,
  properties: { type: { type: "string", enum: [tag] }, ...more },
  required: ["type"],
});
const read = (nodes: Record<string, SchemaNode>): Definitions =>
  readDefinitions(new Map(Object.entries(nodes)));

test("types, branches and fields that the stable output lacks are marked, and nothing else", () => {
  const all = read({
    New: { type: "object", properties: { a: string } },
    Old: { type: "object", properties: { a: string, added: string } },
    U: { oneOf: [branch("X", { added: string }), branch("Y"), branch("Z")] },
  });
  const stable = read({
    Old: { type: "object", properties: { a: string } },
    U: { oneOf: [branch("X"), branch("Y")] },
  });
  const text = emitTypes(markExperimentalDefinitions(all, stable), new Map());
  const marked = [...text.matchAll(/@experimental \*\/\n\s*(?:export \w+ )?(\w+)/g)];
  expect(marked.map(([, name]) => name)).toEqual(["New", "added", "added", "ZU"]);
});

test("methods that the stable output lacks are marked", () => {
  const methods = (...names: string[]): Methods => ({
    clientRequests: names.map((name) => ({ name, paramsOptional: true })),
    serverRequests: [],
    serverNotifications: [],
    clientNotifications: [],
  });
  const marked = markExperimentalMethods(methods("a", "b"), methods("a"));
  expect(marked.clientRequests.map(({ experimental }) => experimental)).toEqual([false, true]);
});
