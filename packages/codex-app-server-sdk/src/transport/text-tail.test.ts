import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TextTail } from "./text-tail.js";

test("a text tail keeps the end of whatever was appended, however it was cut", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 30 })),
      fc.integer({ min: 1, max: 50 }),
      (texts, max) => {
        const tail = new TextTail(max);
        for (const text of texts) tail.append(text);
        expect(tail.read()).toBe(texts.join("").slice(-max).trim());
      },
    ),
    { numRuns: 500 },
  );
});

test("a text tail that got nothing is empty", () => {
  expect(new TextTail(10).read()).toBe("");
});

test("a text tail keeps one character too when the limit cuts a pair of surrogates", () => {
  const tail = new TextTail(3);
  tail.append("a😀b😀");

  expect(tail.read()).toBe("b😀");
});
