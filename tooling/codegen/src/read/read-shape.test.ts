import { describe, expect, test } from "vitest";
import type { Shape } from "../shape.js";
import { readShape, type SchemaNode } from "./read-shape.js";

const read = (node: SchemaNode): Shape => readShape(node, "T");
const object = (properties: object, more: object = {}): SchemaNode => ({
  type: "object",
  properties,
  ...more,
});

describe("plain types", () => {
  test.each([
    [{ type: "integer", format: "int64", minimum: 0 }, { kind: "number" }],
    [{ type: "number", format: "double" }, { kind: "number" }],
    [true, { kind: "unknown" }],
    [{}, { kind: "unknown" }],
    [
      { type: "array", items: true },
      { kind: "array", items: { kind: "unknown" } },
    ],
    [
      { type: "object", additionalProperties: { type: "string" } },
      { kind: "record", values: { kind: "string" } },
    ],
    [{ $ref: "#/definitions/v2/Inner" }, { kind: "ref", name: "Inner" }],
    [
      { allOf: [{ $ref: "#/definitions/Inner" }], description: "x" },
      { kind: "ref", name: "Inner" },
    ],
  ] as const)("%j", (node, shape) => {
    expect(read(node as SchemaNode)).toEqual(shape);
  });

  test("defaults are no part of a shape", () => {
    expect(read({ type: "boolean", default: false })).toEqual({ kind: "boolean" });
  });

  test("several types become a union, an untyped object among them a record", () => {
    expect(read({ type: ["string", "object"] })).toEqual({
      kind: "union",
      members: [{ kind: "string" }, { kind: "record", values: { kind: "unknown" } }],
    });
  });

  test("further keys are noted where the schema speaks of them, and never forbidden", () => {
    expect(read(object({ a: true }, { additionalProperties: true }))).toMatchObject({
      hasOtherKeys: true,
    });
    expect(read(object({ a: true }, { additionalProperties: false }))).toMatchObject({
      hasOtherKeys: false,
    });
  });
});

describe("unions", () => {
  test("an enum split over branches, one per comment, is one enum with the comments kept", () => {
    const node = {
      oneOf: [
        { type: "string", enum: ["a"], description: "First." },
        { type: "string", enum: ["b", "c"] },
      ],
    };
    expect(read(node)).toEqual({
      kind: "enum",
      values: [{ value: "a", description: "First." }, { value: "b" }, { value: "c" }],
    });
  });

  test("fields declared beside the branches belong to every branch", () => {
    const node = object(
      { id: { type: "string" } },
      {
        required: ["id"],
        oneOf: [
          object({ kind: { type: "string", enum: ["a"] } }, { required: ["kind"] }),
          object({ kind: { type: "string", enum: ["b"] } }, { required: ["kind"] }),
        ],
      },
    );
    const shape = read(node);
    const names = shape.kind === "union" && shape.members.map(fieldNames);
    expect(names).toEqual([
      ["id", "kind"],
      ["id", "kind"],
    ]);
  });

  test("a branch that is split again becomes several branches under the outer title", () => {
    const image = object(
      { type: { type: "string", enum: ["image"] } },
      {
        title: "ImageInput",
        anyOf: [object({ url: true }, { title: "UrlInput" }), object({ fileId: true })],
      },
    );
    const text = object({ type: { type: "string", enum: ["text"] } }, { title: "TextInput" });
    const shape = read({ oneOf: [text, image] });
    expect(shape.kind === "union" && shape.members.map(titleOf)).toEqual([
      "TextInput",
      "ImageInput",
      "ImageInput",
    ]);
  });

  test("null and doubles in branches of branches are joined", () => {
    const inner = { anyOf: [{ type: "string" }, { type: "null" }] };
    expect(read({ anyOf: [inner, { type: "null" }] })).toEqual({
      kind: "union",
      members: [{ kind: "string" }, { kind: "null" }],
    });
  });
});

describe("what is not understood is refused, with the place", () => {
  test.each([
    ["a new keyword", object({ a: { type: "string", pattern: "x" } }), /T\.a: .*pattern/],
    ["a schema of nothing", object({ a: false }), /T\.a: a schema that admits nothing/],
    ["several parts of allOf", { allOf: [true, true] }, /T: allOf with 2 parts/],
    ["oneOf beside anyOf", { oneOf: [true], anyOf: [true] }, /side by side/],
    ["a type of another kind", { type: "date" }, /unknown type date/],
    ["an enum of numbers", { type: "string", enum: [1] }, /enum value 1 is no string/],
    ["an enum without a type", { enum: ["a"] }, /enum without a type/],
    ["a tuple", { type: "array", items: [true] }, /no JSON Schema/],
    ["a reference elsewhere", { $ref: "other.json#/X" }, /unknown form of \$ref/],
    [
      "fields beside typed further keys",
      object({ a: true }, { additionalProperties: { type: "string" } }),
      /beside typed/,
    ],
    [
      "fields beside a branch of another kind",
      object({ a: true }, { oneOf: [{ type: "string" }] }),
      /no object/,
    ],
    [
      "a field beside and inside a branch",
      object({ a: true }, { oneOf: [object({ a: true })] }),
      /field a/,
    ],
  ] as [string, SchemaNode, RegExp][])("%s", (_what, node, message) => {
    expect(() => read(node)).toThrow(message);
  });
});

function fieldNames(shape: Shape): string[] {
  return shape.kind === "object" ? shape.fields.map(({ name }) => name) : [];
}

function titleOf(shape: Shape): string | undefined {
  return shape.kind === "object" ? shape.title : undefined;
}
