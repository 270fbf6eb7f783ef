import { describe, expect, test } from "vitest";
import { findDirections } from "../read/find-directions.js";
import { readDefinitions } from "../read/read-definitions.js";
import type { Method } from "../read/read-methods.js";
import type { SchemaNode } from "../read/read-shape.js";
import type { Definitions } from "../shape.js";
import { emitTypes } from "./emit-types.js";

const string = { type: "string" };
const ref = (name: string): { $ref: string } => ({ $ref: `#/definitions/${name}` });
const read = (nodes: Record<string, SchemaNode>): Definitions =>
  readDefinitions(new Map(Object.entries(nodes)));
const request: Method = { name: "m", params: "P", result: "R", paramsOptional: false };

/** The declaration of one type of a protocol whose one request takes `P` and gives `R`. */
function emit(nodes: Record<string, SchemaNode>, name: string, definitions?: Definitions): string {
  const all = definitions ?? read(nodes);
  const methods = {
    clientRequests: [request],
    serverRequests: [],
    serverNotifications: [],
    clientNotifications: [],
  };
  const text = emitTypes(all, findDirections(all, methods));
  return (
    text
      .split("\n\n")
      .find((part) => new RegExp(`export \\w+ ${name}\\b`).test(part))
      ?.trim() ?? ""
  );
}

const tagged = {
  oneOf: ["a", "b"].map((tag) => ({
    type: "object",
    title: `${tag.toUpperCase()}Tagged`,
    properties: { [tag]: string, type: { type: "string", enum: [tag] } },
    required: ["type", tag],
  })),
};
const object = (field: SchemaNode): { type: string; properties: { field: SchemaNode } } => ({
  type: "object",
  properties: { field },
});

describe("enums", () => {
  const E = { type: "string", enum: ["a", "b"] };

  test("of the server are open to values that are not known", () => {
    expect(emit({ P: true, R: object(ref("E")), E }, "E")).toBe(
      'export type E = "a" | "b" | (string & {});',
    );
  });

  test("that only clients write are closed, so that a typo shows", () => {
    expect(emit({ R: true, P: object(ref("E")), E }, "E")).toBe('export type E = "a" | "b";');
  });

  test("that both write are open to what was received, and to no other string", () => {
    expect(emit({ R: ref("E"), P: ref("E"), E }, "E")).toBe(
      'export type E = "a" | "b" | UnknownValue;',
    );
  });

  test("of one value are open too", () => {
    const one = { type: "string", enum: ["a"] };
    expect(emit({ P: true, R: ref("E"), E: one }, "E")).toBe(
      'export type E = "a" | (string & {});',
    );
  });

  test("of one value that tag the members of a union of named types are closed", () => {
    const nodes = {
      P: true,
      R: { anyOf: [ref("A"), string] },
      A: { type: "object", properties: { type: ref("E") }, required: ["type"] },
      E: { type: "string", enum: ["a"] },
    } as const;
    expect(emit(nodes as never, "E")).toBe('export type E = "a";');
  });
});

describe("unions", () => {
  test("have named branches, tags first, and a placeholder for unknown ones", () => {
    expect(emit({ P: true, R: tagged }, "R")).not.toContain("Tagged");
    const named = { ...tagged, oneOf: tagged.oneOf.map((b) => ({ ...b, title: `${b.title}R` })) };
    expect(emit({ P: true, R: named }, "R")).toBe(
      'export type R =\n\t| ATaggedR\n\t| BTaggedR\n\t| UnknownVariant<"type">;',
    );
    expect(emit({ P: true, R: named }, "ATaggedR")).toBe(
      'export interface ATaggedR {\n\ttype: "a";\n\ta: string;\n}',
    );
  });

  test("have in the placeholder what all branches have, and nothing else", () => {
    const time = (description: string): SchemaNode => ({ type: "number", description });
    const branch = (tag: string, properties: object, required: string[]): SchemaNode => ({
      type: "object",
      properties: { type: { type: "string", enum: [tag] }, ...properties },
      required: ["type", ...required],
    });
    const nodes = {
      P: true,
      R: object({
        oneOf: [
          branch("a", { id: string, at: time("Start."), x: string, n: string }, ["id", "x", "n"]),
          branch("b", { id: string, at: time("End."), x: time(""), n: string }, ["id", "x"]),
        ],
      }),
    };
    expect(emit(nodes, "R")).toContain('UnknownVariant<"type", { id: string; at?: number }>');
  });

  test("that only clients write have no placeholder", () => {
    expect(emit({ P: tagged, R: true }, "P")).not.toContain("Unknown");
  });

  test("told apart by one key have a placeholder that narrows by key", () => {
    const keyed = {
      oneOf: [
        { type: "string", enum: ["plain"] },
        { type: "object", properties: { withData: string }, required: ["withData"] },
        { type: ["string", "object"] },
      ],
    };
    expect(emit({ P: true, R: keyed }, "R")).toBe(
      'export type R =\n\t| "plain" | (string & {})\n\t| {\n\t\twithData: string;\n\t}\n\t| UnknownKeyedVariant;',
    );
  });

  test("keep a plain string where there is no enum to stand for it", () => {
    const keyed = {
      oneOf: [
        string,
        { type: "object", properties: { a: string }, required: ["a"] },
        { type: "object", properties: { b: string }, required: ["b"] },
      ],
    };
    expect(emit({ P: true, R: keyed }, "R")).toContain("| string");
  });

  test("a branch named like another type is refused", () => {
    const branch = { ...tagged, oneOf: tagged.oneOf.map((b) => ({ ...b, title: "OtherR" })) };
    expect(() => emit({ P: true, R: branch, OtherR: string }, "R")).toThrow("OtherR");
  });
});

describe("requiredness by direction", () => {
  const definitions = allSent(
    read({ P: object(ref("B")), R: { ...object(ref("B")), title: "R" }, B: object(string) }),
  );

  test("what the server always writes is not optional", () => {
    expect(emit({}, "R", definitions)).toContain("\tfield: B;");
  });

  test("what a client writes may leave out what the schema does not require", () => {
    expect(emit({}, "P", definitions)).toContain("\tfield?: B | undefined;");
  });

  test("a type that both write has the loose form", () => {
    expect(emit({}, "B", definitions)).toContain("\tfield?: string | undefined;");
  });
});

test("numbers are numbers, whatever their format", () => {
  const long = { type: "integer", format: "int64" };
  expect(emit({ P: true, R: object(long) }, "R")).toContain("field?: number;");
});

test("null and a missing field are different", () => {
  const nullable = { type: ["string", "null"] };
  expect(emit({ P: object(nullable), R: true }, "P")).toContain(
    "field?: string | null | undefined;",
  );
});

test("an object without fields allows no key, one with other keys allows them", () => {
  expect(emit({ P: { type: "object" }, R: true }, "P")).toBe(
    "export type P = Record<string, never>;",
  );
  const open = { ...object(string), additionalProperties: true };
  expect(emit({ P: true, R: open }, "R")).toContain("\t[key: string]: unknown;");
});

test("fields that all branches share are declared once", () => {
  const branch = (tag: string): SchemaNode => ({
    type: "object",
    title: `${tag}R`,
    properties: { id: string, at: { type: "number" }, type: { type: "string", enum: [tag] } },
    required: ["type", "id", "at"],
  });
  const nodes = { P: true, R: { oneOf: ["A", "B", "C"].map(branch) } } as const;
  expect(emit(nodes as never, "RBase")).toContain("\tid: string;\n\tat: number;");
  expect(emit(nodes as never, "AR")).toBe('export interface AR extends RBase {\n\ttype: "A";\n}');
});

test("the descriptions of enum values stand with the enum", () => {
  const E = { oneOf: [{ type: "string", enum: ["a"], description: "First\nof all." }] };
  expect(emit({ P: true, R: E as SchemaNode }, "R")).toContain("/** - `a`: First of all. */");
});

/** The same types, as if the server wrote every field every time. */
function allSent(definitions: Definitions): Definitions {
  return new Map(
    [...definitions].map(([name, definition]) => {
      const { shape } = definition;
      if (shape.kind !== "object") return [name, definition];
      const fields = shape.fields.map((field) => ({ ...field, alwaysSent: true }));
      return [name, { ...definition, shape: { ...shape, fields } }];
    }),
  );
}
