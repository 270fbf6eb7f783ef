import { describe, expect, test } from "vitest";
import type { Definitions, Field } from "../shape.js";
import { applyComments } from "./apply-comments.js";

/** A type `P` with one field `model`, and what the protocol says about the field. */
function withField(about: Partial<Field>): Definitions {
  const field: Field = { name: "model", shape: { kind: "string" }, required: false, ...about };
  return new Map([
    ["P", { name: "P", shape: { kind: "object", fields: [field], hasOtherKeys: false } }],
  ]);
}

function commentOf(definitions: Definitions): string | undefined {
  const shape = definitions.get("P")?.shape;
  return shape?.kind === "object" ? shape.fields[0]?.description : undefined;
}

describe("a comment of ours", () => {
  test("documents a field for which the protocol has none", () => {
    const commented = applyComments(withField({}), { P: { model: "The model." } });
    expect(commentOf(commented)).toBe("The model.");
  });

  test("stands beside a mere deprecation", () => {
    const field = { description: "@deprecated Ignored.", deprecated: "Ignored." };
    const commented = applyComments(withField(field), { P: { model: "The model." } });
    expect(commentOf(commented)).toBe("The model.");
  });

  test("is refused where the protocol has one", () => {
    const documented = withField({ description: "Which model." });
    expect(() => applyComments(documented, { P: { model: "The model." } })).toThrow(
      "the protocol documents P.model itself now",
    );
    expect(commentOf(applyComments(documented, { P: {} }))).toBe("Which model.");
  });

  test("must exist where the protocol has none", () => {
    expect(() => applyComments(withField({}), { P: {} })).toThrow("P.model has no comment");
    expect(() => applyComments(withField({ description: "@deprecated" }), { P: {} })).toThrow(
      "P.model has no comment",
    );
    expect(commentOf(applyComments(withField({}), {}))).toBeUndefined();
  });

  test.each([
    ["a field", { P: { model: "The model.", gone: "?" } }, "P has no field gone"],
    ["a type", { Gone: {} }, "names Gone, which is no object"],
  ])("is refused for %s that does not exist", (_what, comments, message) => {
    expect(() => applyComments(withField({}), comments)).toThrow(message);
  });
});
