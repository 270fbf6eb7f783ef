import { posix, win32 } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assertStoredPath } from "./stored-path.js";

function isTaken(path: unknown): boolean {
  try {
    assertStoredPath("a-thread", path);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: "THREAD_STORE_FAILED", problem: "path" });
    return false;
  }
}

const name = "rollout-2026-01-31T12-00-00-01a21847-baa5-7f00-b10a-ec8ffb1dfecd.jsonl";

/** Pieces of which paths are made that lead somewhere else on some system. */
const evil = fc.constantFrom(
  "..",
  ".",
  "/",
  "\\",
  "\0",
  ":",
  "C:",
  "//",
  "~",
  "%2e%2e",
  "CON",
  "sessions",
  "archived_sessions",
  "2026",
  "01",
  name,
  "rollout-",
  ".jsonl",
  " ",
  "\n",
  "．．",
  "∕",
  "*",
);
const paths = fc.oneof(
  fc
    .array(fc.constantFrom("2026", "01", "31"), { maxLength: 4 })
    .map((folders) => ["sessions", ...folders, name].join("/")),
  fc.string(),
  fc.array(evil, { maxLength: 8 }).map((parts) => parts.join("")),
  fc.array(evil, { maxLength: 8 }).map((parts) => parts.join("/")),
  fc.tuple(evil, evil).map(([a, b]) => `sessions/2026/${a}${b}/${name}`),
  fc.tuple(evil, evil).map(([a, b]) => `sessions/2026/01/31/${a}${name}${b}`),
);

describe("a stored path", () => {
  it.each([
    `sessions/2026/01/31/${name}`,
    `archived_sessions/${name}`,
    "sessions/2026/11/26/rollout-2026-11-26T14-36-26-01a21849-48a0-70e1_01a21849-4a6a-73a0.jsonl",
  ])("may be %s", (path) => {
    expect(isTaken(path)).toBe(true);
  });

  it.each([undefined, null, 7, {}, [`sessions/${name}`], `Sessions/${name}`, `sessions/${name}\n`])(
    "can't be %j",
    (path) => {
      expect(isTaken(path)).toBe(false);
    },
  );

  it("that is taken lies in one of the two folders, on every system", () => {
    let taken = 0;
    fc.assert(
      fc.property(paths, (path) => {
        if (!isTaken(path)) return;
        taken += 1;
        for (const { resolve, relative, basename, sep } of [posix, win32]) {
          const home = sep === "/" ? "/home/codex" : "D:\\home\\codex";
          const within = relative(home, resolve(home, path)).split(sep);
          expect(["sessions", "archived_sessions"]).toContain(within[0]);
          expect(within).not.toContain("..");
          expect(within.join("/")).toBe(path);
          expect(basename(path)).toMatch(/^rollout-[\w-]+\.jsonl$/);
        }
      }),
      { numRuns: 5_000 },
    );
    expect(taken).toBeGreaterThan(0);
  });
});
