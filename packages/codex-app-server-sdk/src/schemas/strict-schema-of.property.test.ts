import fc from "fast-check";
import { expect, test } from "vitest";
import { strictSubsetProblem } from "../../test/support/strict-subset.js";
import type { JsonSchema } from "./json-schema.js";
import { SchemaNotStrictError } from "./schema-not-strict-error.js";
import { strictSchemaOf } from "./strict-schema-of.js";

const name = fc.constantFrom("a", "b", "c", "__proto__", "a b", "toString");
const definition = fc.constantFrom("A", "B", "A/~");
const pointer = definition.map((key) => key.replaceAll("~", "~0").replaceAll("/", "~1"));

const notes = fc.record(
  {
    title: fc.string(),
    description: fc.string(),
    default: fc.jsonValue(),
    examples: fc.array(fc.jsonValue()),
    format: fc.constantFrom("email", "uri", "own"),
    pattern: fc.constantFrom("^a", "(?!b)", "\\1"),
    minLength: fc.nat(),
    uniqueItems: fc.boolean(),
    maximum: fc.integer(),
    own: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

/** An object of these fields, all of them required, open or closed. */
function objects(field: fc.Arbitrary<JsonSchema>): fc.Arbitrary<JsonSchema> {
  const fields = fc
    .array(fc.tuple(name, field), { maxLength: 4 })
    .map(Object.fromEntries<JsonSchema>);
  const open = fc.constantFrom({}, { additionalProperties: true }, { additionalProperties: {} });
  return fc.tuple(fields, open, notes).map(([properties, more, others]) => ({
    type: "object",
    properties,
    required: Object.keys(properties),
    ...more,
    ...others,
  }));
}

const { schema } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "xsmall", withCrossShrink: true },
    fc
      .tuple(fc.constantFrom("string", "number", "boolean", "null", "integer"), notes)
      .map(([type, others]) => ({ type, ...others })),
    fc
      .tuple(fc.array(fc.constantFrom("x", 1, null, true), { minLength: 1 }), notes)
      .map(([values, others]) => ({ enum: values, ...others })),
    fc.tuple(pointer, notes).map(([key, others]) => ({ $ref: `#/$defs/${key}`, ...others })),
    fc.tuple(tie("schema"), notes).map(([items, others]) => ({ type: "array", items, ...others })),
    fc
      .tuple(fc.constantFrom("anyOf", "oneOf"), fc.array(tie("schema"), { minLength: 1 }), notes)
      .map(([keyword, choices, others]) => ({ [keyword]: choices, ...others })),
    objects(tie("schema")),
  ),
}));

/** What strict output can express once it has been closed and trimmed. */
const expressible = fc
  .tuple(objects(schema), schema, schema, schema)
  .map(([root, A, B, other]): JsonSchema => ({ ...root, $defs: { A, B, "A/~": other } }));

const keywords = fc.constantFrom(
  ..."allOf anyOf oneOf not if then else enum const type items prefixItems properties required".split(
    " ",
  ),
  ..."additionalProperties patternProperties propertyNames unevaluatedItems contains $ref".split(
    " ",
  ),
  ..."dependentRequired unevaluatedProperties minimum description pattern title $defs".split(" "),
);

/** Puts a keyword somewhere into a schema. */
const damaged = fc
  .tuple(
    expressible,
    keywords,
    fc.oneof(fc.jsonValue(), schema, fc.array(schema), fc.constant([])),
    fc.infiniteStream(fc.nat(5)),
  )
  .map(([root, keyword, value, steps]) => put(root, keyword, value, steps));

function put(at: unknown, keyword: string, value: unknown, steps: Iterator<number>): unknown {
  if (typeof at !== "object" || at === null) return value;
  const entries = Object.entries(at);
  const step = Number(steps.next().value);
  const [key, part] = entries[step] ?? [keyword, value];
  const below = step < entries.length ? put(part, keyword, value, steps) : value;
  if (Array.isArray(at)) return at.map((entry, index) => (index === step ? below : entry));
  return Object.fromEntries([...entries, [key, below]]);
}

function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(Object.freeze(value))) freeze(part);
  return value;
}

test("what can be expressed is accepted, by the rules of strict output and once more", () => {
  fc.assert(
    fc.property(expressible, (given) => {
      const strict = strictSchemaOf(freeze(given));

      expect(strictSubsetProblem(strict)).toBeUndefined();
      expect(strictSchemaOf(strict)).toEqual(strict);
    }),
  );
});

test("whatever else comes obeys the rules of strict output, or is refused with a path", () => {
  let [accepted, refused] = [0, 0];
  fc.assert(
    fc.property(damaged, (given) => {
      let strict: unknown;
      try {
        strict = strictSchemaOf(freeze(given) as JsonSchema);
      } catch (error) {
        expect(error).toBeInstanceOf(SchemaNotStrictError);
        expect(error).toHaveProperty("path", expect.any(String));
        refused += 1;
        return;
      }
      expect(strictSubsetProblem(strict)).toBeUndefined();
      accepted += 1;
    }),
    { numRuns: 200 },
  );
  expect(accepted).toBeGreaterThan(0);
  expect(refused).toBeGreaterThan(0);
});
