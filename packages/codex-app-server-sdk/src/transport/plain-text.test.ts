import { expect, test } from "vitest";
import { plainText } from "./plain-text.js";

test.each([
  ["colours", "\u001b[2m2026\u001b[0m \u001b[31;1mERROR\u001b[0m", "2026 ERROR"],
  [
    "links and titles",
    "\u001b]0;title\u0007a \u001b]8;;http://x\u001b\\b\u001b]8;;\u001b\\",
    "a b",
  ],
  ["8-bit sequences", "\u009b1ma", "a"],
  ["other control characters", "a\u0000b\u0008\u007f\u0085", "ab"],
  ["what is left of a sequence", "a\u001b", "a"],
])("%s are left out of a text", (_name, text, plain) => {
  expect(plainText(text)).toBe(plain);
});

test("lines, tabs and other letters stay, and a returning cursor begins a line", () => {
  expect(plainText("a\tb\r\n10%\r20%\né😀")).toBe("a\tb\n10%\n20%\né😀");
});
