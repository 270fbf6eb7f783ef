import { describe, expect, test } from "vitest";
import type { Field, Shape } from "../shape.js";
import { applyDeclarations } from "./apply-declarations.js";
import { declaredMethods, readDeclarations } from "./read-declarations.js";
import { readDefinitions } from "./read-definitions.js";
import type { SchemaNode } from "./read-shape.js";

const string = { type: "string" };

/** The shape of `T` after the declarations were applied to it. */
function apply(node: SchemaNode, declarations: string, omitted: string[] = []): Shape | undefined {
  const definitions = readDefinitions(new Map([["T", node]]));
  const declared = readDeclarations(new Map([["T.ts", declarations]]));
  return applyDeclarations(definitions, declared, omitted).get("T")?.shape;
}

function fieldsOf(shape: Shape | undefined): Field[] {
  if (shape?.kind === "union") return shape.members.flatMap(fieldsOf);
  return shape?.kind === "object" ? shape.fields : [];
}

const summary = (shape: Shape | undefined): Pick<Field, "name" | "required" | "alwaysSent">[] =>
  fieldsOf(shape).map(({ name, required, alwaysSent }) => ({ name, required, alwaysSent }));

describe("requiredness", () => {
  const node = { type: "object", properties: { a: string, b: string }, required: ["b"] };

  test("of readers stays the schema's, of the server comes from the declaration", () => {
    expect(summary(apply(node, "export type T = { b: string, a: string | null };"))).toEqual([
      { name: "b", required: true, alwaysSent: true },
      { name: "a", required: false, alwaysSent: true },
    ]);
  });

  test("a field declared optional is not always sent", () => {
    expect(summary(apply(node, "export type T = { a?: string, b: string };"))[0]).toEqual({
      name: "a",
      required: false,
      alwaysSent: false,
    });
  });

  test("what the server is known to omit is not always sent, whatever it declares", () => {
    const shape = apply(node, "export type T = { a: string, b: string };", ["T.a"]);
    expect(summary(shape)[0]).toMatchObject({ name: "a", alwaysSent: false });
  });
});

test("deprecation comes from the declaration's tag", () => {
  const node = { type: "object", properties: { a: string } };
  const shape = apply(node, "export type T = {\n/**\n * @deprecated Use `b`.\n */\na: string };");
  expect(fieldsOf(shape)[0]?.deprecated).toBe("Use `b`.");
});

test("a name that the schema writes in snake case is the declared one", () => {
  const node = { type: "object", properties: { turn_id: string }, required: ["turn_id"] };
  expect(summary(apply(node, "export type T = { turnId: string };"))).toEqual([
    { name: "turnId", required: true, alwaysSent: true },
  ]);
});

test("a name that is in snake case in both stays so", () => {
  const node = { type: "object", properties: { turn_id: string } };
  expect(summary(apply(node, "export type T = { turn_id: string };"))[0]?.name).toBe("turn_id");
});

test("branches are told apart by their tags, across intersections and named parts", () => {
  const branch = (tag: string): SchemaNode => ({
    type: "object",
    properties: { type: { type: "string", enum: [tag] }, a: string },
    required: ["type"],
  });
  const shape = apply(
    { oneOf: [branch("x"), branch("y")] },
    `export type T = { "type": "x", a?: string } | ({ "type": "y" } & Part);
     export type Part = { a: string };`,
  );
  expect(summary(shape).filter(({ name }) => name === "a")).toEqual([
    { name: "a", required: false, alwaysSent: false },
    { name: "a", required: false, alwaysSent: true },
  ]);
});

test("lists, records and nested objects are followed", () => {
  const inner = { type: "object", properties: { a: string } };
  const node = {
    type: "object",
    properties: {
      list: { type: "array", items: inner },
      record: { type: "object", additionalProperties: inner },
    },
  };
  const shape = apply(
    node,
    "export type T = { list: Array<{ a: string }> | null, record: { [key in string]?: { a: string } } };",
  );
  const [list, record] = fieldsOf(shape);
  expect(list?.shape).toMatchObject({ items: { fields: [{ name: "a", alwaysSent: true }] } });
  expect(record?.shape).toMatchObject({ values: { fields: [{ name: "a", alwaysSent: true }] } });
});

test("an object that the declaration of its type lacks is refused", () => {
  const node = { type: "object", properties: { a: string, gone: string } };
  expect(() => apply(node, "export type T = { a: string };")).toThrow(
    "T: generate-ts declares no object with a, gone",
  );
});

test("the methods of a declared list are read through its branches", () => {
  const declarations = readDeclarations(
    new Map([
      ["L.ts", 'export type L = { "method": "a/b" } | ({ "method": "c" } & { id: string });'],
    ]),
  );
  expect(declaredMethods("L", declarations)).toEqual(["a/b", "c"]);
});
