import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { OptionsError } from "../errors/index.js";
import { type RunInput, toUserInputs } from "./inputs.js";

describe("an input", () => {
  test("that is a string becomes a text input of the protocol", () => {
    expect(toUserInputs("Hello")).toEqual([{ type: "text", text: "Hello" }]);
  });

  test("that is one entry becomes a list of it, and a list stays as it is", () => {
    const image: wire.UserInput = { type: "image", url: "data:image/png;base64,AA==" };
    const skill: wire.UserInput = { type: "skill", name: "review", path: "/skills/review.md" };
    const mention: wire.UserInput = { type: "mention", name: "docs", path: "app://docs" };

    expect(toUserInputs(image)).toEqual([image]);
    expect(toUserInputs([image, skill, mention])).toEqual([image, skill, mention]);
  });

  test("of a kind that is not known yet passes", () => {
    const future = { type: "hologram", id: 5 } as unknown as wire.UserInput;

    expect(toUserInputs(future)).toEqual([future]);
  });

  test.each([
    ["", "empty"],
    [[], "empty"],
    [{ type: "text", text: "" }, "empty"],
    [
      [
        { type: "text", text: "a" },
        { type: "text", text: "" },
      ],
      "empty",
    ],
    [5, "5"],
    [null, "null"],
    [undefined, "undefined"],
    [{ text: "a" }, '{"text":"a"}'],
    [[["nested"]], '["nested"]'],
    [{ text: "a", password: "b" }, "not an object."],
  ])("of %j is refused", (input, named) => {
    const use = (): unknown => toUserInputs(input as unknown as RunInput);

    expect(use).toThrow(OptionsError);
    expect(use).toThrow(named);
  });
});
