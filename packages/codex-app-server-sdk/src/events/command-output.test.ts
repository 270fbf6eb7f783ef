import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CommandOutput } from "./command-output.js";

function outputOf(texts: readonly string[], maxLength = 0): CommandOutput {
  const output = new CommandOutput(maxLength);
  for (const text of texts) output.add(text);
  return output;
}

describe("what is missing of a command's output", () => {
  test.each([
    ["everything, where nothing was streamed", [], "aa\n", "aa\n"],
    ["the beginning", ["bb\n"], "aa\nbb\n", "aa\n"],
    ["the end", ["aa\n"], "aa\nbb\n", "bb\n"],
    ["both", ["bb\n"], "aa\nbb\ncc\n", "aa\ncc\n"],
    ["nothing, where all was streamed", ["aa\n", "bb\n"], "aa\nbb\n", ""],
    ["nothing that could be told, where the two don't fit", ["xx"], "aa\n", ""],
  ])("is %s", (_, streamed, whole, missing) => {
    expect(outputOf(streamed).missingOf(whole)).toBe(missing);
  });

  test("is the beginning also of more than is kept", () => {
    const streamed = Array.from({ length: 500 }, (_, n) => `line ${n}\n`);
    const output = outputOf(streamed, 100);

    expect(output.missingOf(`first\n${streamed.join("")}`)).toBe("first\n");
  });
});

test("of what a command writes the end is kept, within the limit", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.integer({ min: 1, max: 20 }), (texts, max) => {
      expect(outputOf(texts, max).kept).toBe(texts.join("").slice(-max));
    }),
  );
});
