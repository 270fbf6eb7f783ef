import { expect, test } from "vitest";
import { isSamePath } from "./is-same-path.js";

test.each([
  ["/project", "/project"],
  ["/project/", "/project"],
  ["/project/.", "/project"],
  ["/project/sub/..", "/project"],
  ["//project//sub", "/project/sub"],
  ["/", "/"],
  ["C:\\project\\", "c:/project"],
  ["\\\\host\\share\\", "\\\\host\\share"],
])("%s is the same folder as %s", (asked, answered) => {
  expect(isSamePath(asked, answered)).toBe(true);
});

test.each([
  ["/project", "/project/sub"],
  ["/Project", "/project"],
  ["/project/a\\b", "/project/a/b"],
  ["C:\\project", "D:\\project"],
])("%s is not the same folder as %s", (asked, answered) => {
  expect(isSamePath(asked, answered)).toBe(false);
});

test.each([".", "sub", "../project", ""])(
  "%j, a path from a folder that only the server knows, may be the same",
  (asked) => {
    expect(isSamePath(asked, "/project")).toBe(true);
  },
);
