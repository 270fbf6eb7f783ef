import fc from "fast-check";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { emitDoc } from "./emit-doc.js";

describe("a documentation comment", () => {
  test("is one line when it can be", () => {
    expect(emitDoc({ description: "Text." }, "\t")).toBe("\t/** Text. */\n");
  });

  test("is nothing when there is nothing to say", () => {
    expect(emitDoc({})).toBe("");
  });

  test("is not ended by what it quotes", () => {
    expect(emitDoc({ description: "Matches src/*/x.ts" })).toBe("/** Matches src/*\\/x.ts */\n");
  });

  test("starts no tag by accident", () => {
    expect(emitDoc({ description: "Mention\n@someone" })).toContain(" * \\@someone\n");
  });

  test("has tags after the text, and says a deprecation once", () => {
    const description = "Text.\n\n@deprecated Use `b`.";
    expect(emitDoc({ description, deprecated: "Use\n`b`.", experimental: true })).toBe(
      "/**\n * Text.\n *\n * @deprecated Use `b`.\n * @experimental\n */\n",
    );
  });

  test("is one comment, whatever it says", () => {
    const text = fc.string({ unit: fc.constantFrom("*", "/", "\\", "@", "\n", " ", "x", "`") });
    fc.assert(
      fc.property(text, text, (description, deprecated) => {
        const code = `${emitDoc({ description, deprecated })}type T = 1;\n`;
        const { statements } = ts.createSourceFile("x.ts", code, ts.ScriptTarget.ES2022);
        expect(statements.map(({ kind }) => kind)).toEqual([ts.SyntaxKind.TypeAliasDeclaration]);
        expect(ts.getLeadingCommentRanges(code, 0)).toHaveLength(1);
      }),
    );
  });
});
