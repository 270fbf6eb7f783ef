import { toStandardJsonSchema } from "@valibot/to-json-schema";
import { type } from "arktype";
import { Schema } from "effect";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { inputSchemaOf } from "./input-schema-of.js";
import type { JsonSchema } from "./json-schema.js";
import type { SchemaNotStrictError } from "./schema-not-strict-error.js";
import { strictSchemaOf } from "./strict-schema-of.js";

const text = { type: "string" };

function objectOf(properties: JsonSchema, more: JsonSchema = {}): JsonSchema {
  return { type: "object", properties, required: Object.keys(properties), ...more };
}

function closed(properties: JsonSchema, more: JsonSchema = {}): JsonSchema {
  return objectOf(properties, { additionalProperties: false, ...more });
}

function fieldOf(schema: unknown): unknown {
  return strictSchemaOf(objectOf({ x: schema })).properties;
}

function refusalOf(schema: JsonSchema): Pick<SchemaNotStrictError, "code" | "path" | "message"> {
  try {
    strictSchemaOf(schema);
  } catch (error) {
    return error as SchemaNotStrictError;
  }
  throw new Error("It was accepted.");
}

describe("a schema that can be sent", () => {
  test("is closed, at every level", () => {
    const open = objectOf(
      { list: { type: "array", items: objectOf({ a: text }, { additionalProperties: true }) } },
      { additionalProperties: {} },
    );

    expect(strictSchemaOf(open)).toEqual(
      closed({ list: { type: "array", items: closed({ a: text }) } }),
    );
  });

  test("loses what only describes it to other programs", () => {
    const notes = {
      $schema: "s",
      $id: "i",
      $comment: "c",
      examples: [1],
      deprecated: true,
      own: 1,
    };

    expect(strictSchemaOf({ ...objectOf({ x: { ...text, ...notes } }), ...notes })).toEqual(
      closed({ x: text }),
    );
  });

  test("keeps its descriptions and its limits", () => {
    const x = { type: "number", description: "d", title: "t", minimum: 1, multipleOf: 2 };
    const y = { type: "string", minLength: 1, pattern: "^(?:a|b)$", format: "email" };

    expect(strictSchemaOf(objectOf({ x, y }))).toEqual(closed({ x, y }));
  });

  test.each<[string, JsonSchema, string]>([
    ["unique entries", { uniqueItems: true }, "d (uniqueItems: true)"],
    ["a format that it does not know", { format: "uri" }, 'd (format: "uri")'],
    ["a pattern that looks ahead", { pattern: "^(?!a)" }, 'd (pattern: "^(?!a)")'],
  ])("says in words what strict output has no keyword for: %s", (_, limit, description) => {
    expect(fieldOf({ ...text, description: "d", ...limit })).toEqual({
      x: { ...text, description },
    });
  });

  test("has anyOf in place of oneOf, below the root", () => {
    const choices = [objectOf({ t: { const: "a" } }), objectOf({ t: { const: "b" } })];

    expect(fieldOf({ oneOf: choices, description: "d" })).toEqual({
      x: {
        anyOf: [
          closed({ t: { type: "string", const: "a" } }),
          closed({ t: { type: "string", const: "b" } }),
        ],
        description: "d",
      },
    });
  });

  test("says of what kind listed values are", () => {
    expect(fieldOf({ enum: ["a", 1, null] })).toEqual({
      x: { type: ["string", "number", "null"], enum: ["a", 1, null] },
    });
  });

  test("may refer to itself and to definitions, with a note beside the reference", () => {
    const schema = objectOf(
      {
        next: { anyOf: [{ $ref: "#" }, { type: "null" }] },
        a: { $ref: "#/$defs/A~1%20", title: "t" },
      },
      { $defs: { "A/ ": objectOf({ again: { $ref: "#/$defs/A~1%20" } }), unused: { not: {} } } },
    );

    expect(strictSchemaOf(schema)).toEqual(
      closed(
        {
          next: { anyOf: [{ $ref: "#" }, { type: "null" }] },
          a: { anyOf: [{ $ref: "#/$defs/A~1%20" }], title: "t" },
        },
        { $defs: { "A/ ": closed({ again: { $ref: "#/$defs/A~1%20" } }) } },
      ),
    );
  });

  test("may have a definition at its root", () => {
    const schema = { $ref: "#/$defs/A", $defs: { A: objectOf({ a: text }) } };

    expect(strictSchemaOf(schema)).toEqual(closed({ a: text }));
  });

  test("may have a key of any name", () => {
    const properties = JSON.parse(
      '{ "__proto__": { "type": "string" }, "a b": { "type": "null" } }',
    );

    expect(JSON.stringify(strictSchemaOf(objectOf(properties)).properties)).toBe(
      '{"__proto__":{"type":"string"},"a b":{"type":"null"}}',
    );
  });
});

describe("a schema that can't be sent is refused with the place", () => {
  const optional = { type: "object", properties: { a: text, b: text }, required: ["a"] };
  test.each<[string, JsonSchema, string, RegExp]>([
    ["an optional key", optional, "b", /required and nullable/],
    ["one further down", objectOf({ x: { type: "array", items: optional } }), "x[].b", /nullable/],
    ["one of a choice", objectOf({ x: { anyOf: [text, optional] } }), "x.b", /nullable/],
    [
      "one of a definition",
      objectOf({ x: { $ref: "#/$defs/D" } }, { $defs: { D: optional } }),
      "$defs.D.b",
      /nullable/,
    ],
    ["a record", objectOf({ x: { type: "object", additionalProperties: text } }), "x", /any keys/],
    ["any object", objectOf({ x: { type: "object" } }), "x", /any keys/],
    ["further keys of a kind", objectOf({}, { additionalProperties: text }), "", /any keys/],
    ["anything", objectOf({ x: {} }), "x", /may be anything/],
    ["anything, as a boolean", objectOf({ x: true }), "x", /may be anything/],
    ["a list of anything", objectOf({ x: { type: "array" } }), "x[]", /may be anything/],
    ["a key that is only required", { ...objectOf({}), required: ["x"] }, "x", /anything/],
    ["a tuple", objectOf({ x: { type: "array", prefixItems: [text] } }), "x", /tuple/],
    ["an old tuple", objectOf({ x: { type: "array", items: [text] } }), "x", /tuple/],
    ["an intersection", objectOf({ x: { allOf: [text] } }), "x", /must all hold/],
    ["a shape and a choice", objectOf({ x: { ...text, anyOf: [text] } }), "x", /must all hold/],
    ["both kinds of choice", objectOf({ x: { anyOf: [text], oneOf: [text] } }), "x", /must all/],
    ["nothing", objectOf({ x: { not: {} } }), "x", /excludes/],
    ["nothing, as a boolean", objectOf({ x: false }), "x", /excludes/],
    ["a condition", objectOf({}, { if: {} }), "", /condition/],
    [
      "a certain entry",
      objectOf({ x: { type: "array", items: text, contains: text } }),
      "x",
      /entr/,
    ],
    ["a reference elsewhere", objectOf({ x: { $ref: "http://x" } }), "x", /definitions/],
    ["a reference to nothing", objectOf({ x: { $ref: "#/$defs/toString" } }), "x", /definitions/],
    ["a choice of objects", objectOf({ x: { enum: [{}] } }), "x", /union of objects/],
    ["a kind that there is not", objectOf({ x: { type: "date" } }), "x", /malformed/],
    ["a text at the root", text, "", /object at its root/],
    ["a choice at the root", { anyOf: [objectOf({}), objectOf({})] }, "", /object at its root/],
    ["a circle of references", { $ref: "#" }, "", /./],
  ])("%s", (_, schema, path, message) => {
    expect(refusalOf(schema)).toMatchObject({
      code: "SCHEMA_NOT_STRICT",
      path,
      message: expect.stringMatching(message),
    });
  });
});

test.each(
  `allOf not if then else dependentRequired dependentSchemas dependencies patternProperties
   propertyNames prefixItems additionalItems unevaluatedItems contains minContains maxContains
   $dynamicRef $recursiveRef`.split(/\s+/),
)("%s is refused wherever it stands", (keyword) => {
  const part = { anyOf: [{ type: "array", items: { ...text, [keyword]: {} } }] };

  expect(refusalOf(objectOf({ x: part }))).toMatchObject({ path: "x[]" });
});

describe("what libraries make of their schemas", () => {
  const sent = (schema: unknown): JsonSchema => {
    return strictSchemaOf(inputSchemaOf(schema, "output", (why) => new Error(why)));
  };

  test("zod: what a transform takes, nullable keys, choices by a key, recursion", () => {
    const Node = z.object({
      id: z.string().transform((id) => id.length),
      note: z.string().nullable(),
      kind: z.discriminatedUnion("t", [
        z.object({ t: z.literal("a") }),
        z.object({ t: z.literal(1) }),
      ]),
      get children() {
        return z.array(Node);
      },
    });

    expect(sent(Node)).toEqual(
      closed({
        id: text,
        note: { type: ["string", "null"] },
        kind: {
          anyOf: [
            closed({ t: { type: "string", const: "a" } }),
            closed({ t: { type: "number", const: 1 } }),
          ],
        },
        children: { type: "array", items: { $ref: "#" } },
      }),
    );
  });

  test("zod: a default is an optional key", () => {
    expect(() => sent(z.object({ a: z.string().default("x") }))).toThrow(/a in the output schema/);
  });

  test("Valibot, wrapped: limits, and what a transform takes", () => {
    const length = v.pipe(
      v.string(),
      v.minLength(2),
      v.transform((given) => given.length),
    );

    expect(sent(toStandardJsonSchema(v.object({ length })))).toEqual(
      closed({ length: { type: "string", minLength: 2 } }),
    );
  });

  test("ArkType and Effect: closed objects", () => {
    expect(sent(type({ a: "'x' | 'y'", n: "number | null" }))).toMatchObject({
      properties: { a: { type: "string" } },
      additionalProperties: false,
    });
    const effect = Schema.Struct({ a: Schema.String, n: Schema.NullOr(Schema.Finite) });
    const wrapped = Schema.toStandardJSONSchemaV1(Schema.toStandardSchemaV1(effect));
    expect(sent(wrapped)).toEqual(
      closed({ a: text, n: { anyOf: [{ type: "number" }, { type: "null" }] } }),
    );
  });
});
