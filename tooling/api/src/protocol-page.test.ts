import { expect, test } from "vitest";
import { readMethods, writePage } from "./protocol-page.js";

const source = `export interface ClientRequests {
  "b/known": { params: undefined; result: undefined };
  /**
   * Does something.
   *
   * @experimental
   */
  "a/shown": { params: undefined; result: undefined };
  "c/new": { params: undefined; result: undefined };
}
export interface ServerRequests { "d/asked": { params: undefined; result: undefined } }`;

test("every request of the protocol has a row: its member, else its example, else request", () => {
  const { text, problems } = writePage(readMethods(source), {
    members: { "b/known": "codex.known" },
    examples: new Map([
      ["a/shown", "50-shown.ts"],
      ["b/known", "51-known.ts"],
    ]),
  });

  expect(text).toContain("Of the 3 requests of this Codex, 1 have");
  expect(text.split("\n").filter((line) => line.startsWith("| `"))).toEqual([
    "| `a/shown` \\* | `request`: [50-shown.ts](../examples/50-shown.ts) |",
    "| `b/known` | `codex.known()` |",
    "| `c/new` | `request` |",
  ]);
  expect(problems).toEqual([]);
});

test("a member of a method that the protocol does not have any more is a problem", () => {
  const ways = { members: { "e/gone": "codex.gone" }, examples: new Map<string, string>() };

  expect(writePage(readMethods(source), ways).problems).toEqual([
    "codex.gone() wraps e/gone, which the protocol does not have.",
  ]);
});
