import { describe, expect, test } from "vitest";
import { findConfigProblem } from "./config-problem.js";

const place = { file: "/home/a b/config.toml", line: 2, column: 18 };

describe("why the settings can't be loaded", () => {
  test("is not there when Codex does not say so", () => {
    expect(findConfigProblem("WARNING: proceeding\nNot logged in\n")).toBeUndefined();
  });

  test.each([
    ["string values must be quoted", "string values must be quoted"],
    ['invalid type: string "hunter22", expected a map', "invalid type: string …, expected a map"],
    [
      "invalid type: integer `7788`, expected a boolean",
      "invalid type: integer …, expected a boolean",
    ],
    [
      "unknown variant `hunter22`, expected one of `a`, `b`",
      "unknown variant …, expected one of `a`, `b`",
    ],
    ["missing field `command`", "missing field `command`"],
    ['invalid value: string "hun', "invalid value: string …"],
  ])("is told without values: %s", (said, reason) => {
    const stderr = `WARNING: x\nError loading configuration: /home/a b/config.toml:2:18: ${said}\n`;

    expect(findConfigProblem(stderr)).toEqual({ ...place, reason });
  });

  test("may have no place", () => {
    expect(findConfigProblem("Error loading configuration: Model provider `x` not found")).toEqual({
      file: undefined,
      line: undefined,
      column: undefined,
      reason: "Model provider `x` not found",
    });
  });
});
