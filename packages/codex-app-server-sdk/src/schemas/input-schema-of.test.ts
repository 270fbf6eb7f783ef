import { Schema } from "effect";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { OptionsError } from "../errors/index.js";
import { inputSchemaOf } from "./input-schema-of.js";

const convert = (schema: unknown): unknown =>
  inputSchemaOf(schema, "output", (why, cause) => new Error(why, { cause }));

function standard(jsonSchema: unknown): unknown {
  return { "~standard": { version: 1, vendor: "own", validate: () => ({ value: 1 }), jsonSchema } };
}

test("gives a copy: nothing of the user's schema can be changed by it", () => {
  const own = { type: "object", properties: { a: { type: "string" } } };
  const copy = convert(standard({ input: () => own }));

  expect(copy).toEqual(own);
  expect(copy).not.toBe(own);
  expect((copy as typeof own).properties).not.toBe(own.properties);
});

describe("what can't be used is refused with how to get it", () => {
  test.each<[string, unknown, RegExp]>([
    ["nothing", null, /^output is null, expected a schema of zod/],
    ["a text", "string", /output is "string"/],
    ["a plain JSON Schema", { type: "object" }, /plain JSON Schema goes into outputSchema/],
    ["a Valibot schema", v.object({ a: v.string() }), /toStandardJsonSchema\(schema\) of @valibot/],
    ["an Effect schema", Schema.Struct({ a: Schema.String }), /Standard Schema/],
    [
      "an Effect schema that only validates",
      Schema.toStandardSchemaV1(Schema.Struct({ a: Schema.String })),
      /toStandardJSONSchemaV1\(Schema.toStandardSchemaV1/,
    ],
    [
      "an Effect schema that only describes itself",
      Schema.toStandardJSONSchemaV1(Schema.Struct({ a: Schema.String })),
      /can't validate\. Wrap it/,
    ],
    ["an old zod's", { "~standard": { vendor: "zod", validate: () => {} } }, /zod 4.2 or newer/],
    ["another library's", { "~standard": { vendor: "x", validate: () => {} } }, /or ArkType/],
    ["one named as a method", { "~standard": { vendor: "toString" } }, /Use zod \(4.2 or newer\)/],
  ])("%s", (_, schema, message) => {
    expect(() => convert(schema)).toThrow(OptionsError);
    expect(() => convert(schema)).toThrow(message);
  });
});

describe("what fails while it is converted is told to the caller", () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  test.each<[string, unknown, RegExp]>([
    ["a type without JSON", z.object({ at: z.date() }), /Date cannot be represented/],
    ["a circle", standard({ input: () => circle }), /circular/],
    ["a number", standard({ input: () => 1 }), /is 1, not an object/],
    ["nothing", standard({ input: () => undefined }), /is undefined, not an object/],
    [
      "a text",
      standard({
        input: () => {
          throw "no";
        },
      }),
      /\(no\)/,
    ],
  ])("%s", (_, schema, message) => {
    expect(() => convert(schema)).not.toThrow(OptionsError);
    expect(() => convert(schema)).toThrow(message);
  });
});
