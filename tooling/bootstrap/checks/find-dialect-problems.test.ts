import { describe, expect, test } from "vitest";
import { findDialectProblems } from "./find-dialect-problems.js";

function problemsIn(...lines: string[]): string[] {
  return findDialectProblems({ path: "src/a.ts", text: lines.join("\n") });
}

const braces = "a body on its own line has braces";
const width = "a comment is at most 100 columns wide";
const words = "word ".repeat(20);

describe("a body on its own line has braces", () => {
  test.each([
    ["if (a) return b;"],
    ["if (a) b();", "else c();"],
    ["if (a) {", "  b();", "} else if (c) d();", "else {", "  e();", "}"],
    ["for (const a of b) a();", "while (a) b();", "do a(); while (b);"],
    ["if (a) throw new Error(", "  `text`,", ");"],
    ["for (;;) {", "  a();", "}"],
    ["const a = b", "  ? c : d;"],
  ])("%s is fine", (...lines) => {
    expect(problemsIn(...lines)).toEqual([]);
  });

  test.each([
    ["if (a)", "  return b;"],
    ["if (", "  a", ")", "  b();"],
    ["if (a) b();", "else", "  c();"],
    ["if (a) b();", "else if (c)", "  d();"],
    ["for (const a of b)", "  a();"],
    ["for (const a in b)", "  c(a);"],
    ["for (;;)", "  a();"],
    ["while (a)", "  b();"],
    ["do", "  a();", "while (b);"],
    ["if (a) // why", "  b();"],
    ["if (a)", "  /* why */ b();"],
    ["const run = () => {", "  if (a)", "    b();", "};"],
  ])("%s is not", (...lines) => {
    expect(problemsIn(...lines)).toEqual([expect.stringContaining(braces)]);
  });

  test("the line of the body is named", () => {
    expect(problemsIn("", "if (a)", "  b();")).toEqual([`src/a.ts:3: ${braces}`]);
  });
});

describe("a comment is at most 100 columns wide", () => {
  test.each([
    [`// ${"x".repeat(97)}`],
    [`const text = "// ${words}";`],
    [`const text = \`/* ${words}\${a} // ${words}\`;`],
    [`// see https://example.invalid/${"x".repeat(100)}`],
    ["/**", ` * ${"ü".repeat(97)}`, " */"],
  ])("%s is fine", (...lines) => {
    expect(problemsIn(...lines)).toEqual([]);
  });

  test.each([
    [`// ${"x".repeat(98)}`],
    [`/** ${words}*/`, "const a = 1;"],
    ["/**", ` * ${words}`, " * short", " */"],
    [`const a = 1; // ${words}`],
    ["function a() {", `  // ${words}`, "}"],
    [`call(/* ${words}*/);`],
    ["const a = {", `  b: 1, // ${words}`, "};"],
  ])("%s is not", (...lines) => {
    expect(problemsIn(...lines)).toEqual([expect.stringContaining(width)]);
  });

  test("the line of the comment is named", () => {
    expect(problemsIn("/**", " * short", ` * ${words}`, " */")).toEqual([`src/a.ts:3: ${width}`]);
  });
});
