import { expect, test } from "vitest";
import { isSamePath } from "./is-same-path.js";

test.each([
  ["/work", "/work"],
  ["/work/", "/work"],
  ["/work/.", "/work"],
  ["/work/sub/..", "/work"],
  ["//work//sub", "/work/sub"],
  ["/", "/"],
  ["C:\\work\\", "c:/work"],
  ["\\\\host\\share\\", "\\\\host\\share"],
])("%s is the same folder as %s", (asked, answered) => {
  expect(isSamePath(asked, answered)).toBe(true);
});

test.each([
  ["/work", "/work/sub"],
  ["/Work", "/work"],
  ["/work/a\\b", "/work/a/b"],
  ["C:\\work", "D:\\work"],
])("%s is not the same folder as %s", (asked, answered) => {
  expect(isSamePath(asked, answered)).toBe(false);
});

test.each([".", "sub", "../work", ""])(
  "%j, a path from a folder that only the server knows, may be the same",
  (asked) => {
    expect(isSamePath(asked, "/work")).toBe(true);
  },
);
