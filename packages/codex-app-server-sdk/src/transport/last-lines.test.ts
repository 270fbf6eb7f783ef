import * as fc from "fast-check";
import { expect, test } from "vitest";
import { lastLines } from "./last-lines.js";

test.each([
  ["a text that fits", "TOKEN=abcdefgh\nsecond", "TOKEN=abcdefgh\nsecond"],
  ["whole lines of a longer one", "TOKEN=abcdefghijklmnopq\nsecond\nthird\n", "…\nsecond\nthird\n"],
  ["whole words of a long line", "TOKEN=abcdefghijklmnopq second third\n", "… second third\n"],
  ["the end of a word that never ends", "a".repeat(100), `…${"a".repeat(21)}`],
])("keeps %s", (_name, text, kept) => {
  expect(lastLines(text, 22)).toBe(kept);
});

test("never keeps more than fits, nor anything but the end", () => {
  const texts = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n"), maxLength: 60 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 50 }), (text, max) => {
      const kept = lastLines(text, max);

      expect(kept.length).toBeLessThanOrEqual(max);
      expect(text.endsWith(kept.replace("…", ""))).toBe(true);
    }),
  );
});
