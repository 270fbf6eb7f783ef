import { describe, expect, test } from "vitest";
import { toolAnswer } from "./tool-answer.js";

describe("the model is told", () => {
  test("an object of a class by its fields, and by its own JSON where it has one", () => {
    class Point {
      readonly x = 1;
    }
    class Money {
      toJSON(): string {
        return "1 EUR";
      }
    }

    expect(
      textOf({ at: new Point(), price: new Money(), from: new URL("https://a.example") }),
    ).toBe('{"at":{"x":1},"price":"1 EUR","from":"https://a.example/"}');
  });

  test("content items as they are, as a success unless they say otherwise", () => {
    const contentItems = [{ type: "inputText", text: "no" }];

    expect(toolAnswer({ contentItems })).toEqual({ contentItems, success: true });
    expect(toolAnswer({ contentItems, success: false })).toEqual({ contentItems, success: false });
  });

  test("up to a million characters of text, and twenty million with images", () => {
    const image = (length: number): object => ({
      contentItems: [{ type: "inputImage", imageUrl: "x".repeat(length) }],
    });

    expect(textOf("x".repeat(1_000_000))).toHaveLength(1_000_000);
    expect(() => toolAnswer("x".repeat(1_000_001))).toThrow(/1000001 characters, more than/);
    expect(toolAnswer(image(19_000_000))).toMatchObject({ success: true });
    expect(() => toolAnswer(image(20_000_000))).toThrow(/characters, more than the 20000000/);
  });
});

describe("what JSON would lose is refused with its place", () => {
  test.each<[string, unknown, RegExp]>([
    ["a set in a list", [[new Set()]], /^The tool's result\[0\]\[0\] is a Set/],
    ["an error in a field", { error: new Error("x") }, /error is an Error|error is a Error/],
    ["bytes", { data: new Uint8Array(1) }, /data is a Uint8Array/],
    ["a promise", { later: Promise.resolve() }, /later is a Promise/],
    ["a pattern", { by: /x/ }, /by is a RegExp/],
  ])("%s", (_, result, message) => {
    expect(() => toolAnswer(result)).toThrow(message);
  });
});

function textOf(result: unknown): string {
  const [item] = toolAnswer(result).contentItems;
  return item && "text" in item ? String(item.text) : "";
}
