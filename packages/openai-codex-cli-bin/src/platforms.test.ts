import { describe, expect, it } from "vitest";
import { findPlatform, platformFor, platforms, tagsOf } from "./platforms.js";

describe("the platform table", () => {
  it("has one package name, target and set of wheel tags per platform", () => {
    expect(platforms.map(({ platform }) => platform)).toEqual([
      "darwin-arm64",
      "darwin-x64",
      "linux-arm64",
      "linux-x64",
      "win32-arm64",
      "win32-x64",
    ]);
    const tags = platforms.flatMap(tagsOf);
    expect(new Set(tags).size).toBe(tags.length);
    expect(tags).toHaveLength(6 + 6 + 8);
  });

  it.each(platforms.flatMap((row) => tagsOf(row).map((tag) => [tag, row.packageName])))(
    "finds %s in %s",
    (tag, packageName) => {
      expect(findPlatform(tag).packageName).toBe(packageName);
    },
  );

  it.each(["", "linux", "linux-ia32", "x86_64-unknown-linux-gnu", "LINUX-X64", "constructor"])(
    "refuses %j and lists every choice",
    (tag) => {
      expect(() => findPlatform(tag)).toThrowError(RangeError);
      for (const choice of platforms.flatMap(tagsOf)) {
        expect(() => findPlatform(tag)).toThrowError(choice);
      }
    },
  );

  it("finds a row by Node's own names, and none for a platform without a runtime", () => {
    expect(platformFor("win32", "x64")?.target).toBe("x86_64-pc-windows-msvc");
    expect(platformFor("freebsd", "x64")).toBeUndefined();
    expect(platformFor("linux", "riscv64")).toBeUndefined();
  });
});
