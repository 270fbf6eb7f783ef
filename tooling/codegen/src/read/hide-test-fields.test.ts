import { expect, test } from "vitest";
import type { Definitions, Shape } from "../shape.js";
import { hideTestFields } from "./hide-test-fields.js";
import { readDefinitions } from "./read-definitions.js";
import type { SchemaNode } from "./read-shape.js";

const object = (...names: string[]): { type: string; properties: Record<string, SchemaNode> } => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
});
const definitions = readDefinitions(
  new Map<string, SchemaNode>([
    ["A", object("mock", "mockField", "unmocked", "raw", "rawest")],
    ["B", { type: "array", items: object("raw", "text") }],
  ]),
);

/** The names of the fields of a shape that are marked, at any depth. */
function marked(shape: Shape): string[] {
  if (shape.kind === "array") return marked(shape.items);
  if (shape.kind !== "object") return [];
  return shape.fields.flatMap(({ name, testOnly }) => (testOnly ? [name] : []));
}

function markedIn(hidden: Definitions): string[][] {
  return [...hidden.values()].map(({ shape }) => marked(shape));
}

test("marks fields by their whole name or its beginning, wherever they are", () => {
  const hidden = hideTestFields(definitions, ["mock*", "raw"]);
  expect(markedIn(hidden)).toEqual([["mock", "mockField", "raw"], ["raw"]]);
});

test("refuses a rule that no field follows", () => {
  expect(() => hideTestFields(definitions, ["raw", "gone", "mocked*"])).toThrow(
    "no field is named gone or mocked* any more",
  );
});
