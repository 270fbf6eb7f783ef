import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runUnlessStamped, stampOf } from "./run-unless-stamped.mjs";

describe("stampOf", () => {
  test("does not depend on the order of names", () => {
    expect(stampOf({ a: "1", b: "2" })).toBe(stampOf({ b: "2", a: "1" }));
  });

  test.each([
    [{ a: "1" }, { a: "2" }],
    [{ a: "1" }, { b: "1" }],
    [{ a: "1", b: "" }, { a: "1" }],
    [{ a: "1b1:2" }, { a: "1", b: "2" }],
  ])("tells %j from %j", (one, other) => {
    expect(stampOf(one)).not.toBe(stampOf(other));
  });
});

describe("runUnlessStamped", () => {
  let folder = "";
  let runs = 0;
  const run = async (): Promise<void> => {
    runs += 1;
  };
  const path = (): string => join(folder, "cache", "stamp");

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stamp-"));
    runs = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("works once for the same stamp and again for another", async () => {
    await runUnlessStamped({ path: path(), stamp: "a", work: run });
    await runUnlessStamped({ path: path(), stamp: "a", work: run });
    expect(runs).toBe(1);
    await runUnlessStamped({ path: path(), stamp: "b", work: run });
    expect(runs).toBe(2);
  });

  test("counts failed work as not done, even if it was done before", async () => {
    const fail = (): Promise<never> => Promise.reject(new Error("no network"));
    await runUnlessStamped({ path: path(), stamp: "a", work: run });
    await expect(runUnlessStamped({ path: path(), stamp: "b", work: fail })).rejects.toThrow(
      "network",
    );
    await runUnlessStamped({ path: path(), stamp: "a", work: run });
    expect(runs).toBe(2);
  });
});
