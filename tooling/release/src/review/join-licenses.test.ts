import { describe, expect, it } from "vitest";
import { thisRepository } from "../repository.js";
import { readLock } from "../runtime-lock.js";
import { components } from "./components.js";
import { findComponents } from "./find-components.js";
import { joinLicenses } from "./join-licenses.js";

describe("joining licences", () => {
  it.each([
    [["Apache-2.0"], "Apache-2.0"],
    [["Apache-2.0", "MIT AND Apache-2.0"], "Apache-2.0 AND MIT"],
    [["(MIT OR Unlicense) AND BSD-3-Clause", "MIT"], "(MIT OR Unlicense) AND BSD-3-Clause AND MIT"],
    [["GPL-2.0-only WITH Classpath-exception-2.0"], "GPL-2.0-only WITH Classpath-exception-2.0"],
    [["MIT OR (Zlib AND MIT)"], "(MIT OR (Zlib AND MIT))"],
    [["LicenseRef-a", "Apache-1.1+"], "LicenseRef-a AND Apache-1.1+"],
  ])("%j is %s", (expressions, joined) => {
    expect(joinLicenses(expressions)).toBe(joined);
    expect(joinLicenses([joined])).toBe(joined);
  });

  it("refuses what is no expression", () => {
    expect(() => joinLicenses(["as is"])).toThrow();
  });

  it("knows every component's", () => {
    for (const { license } of components) expect(joinLicenses([license])).toContain(license);
  });

  it("names all that a platform package holds, not only Codex's own", async () => {
    const lock = await readLock(thisRepository.lockFile);
    const licenseOf = (platform: string): string => {
      const paths = lock.platforms[platform]?.files.map(({ path }) => path) ?? [];
      return joinLicenses(findComponents(paths).map(({ license }) => license));
    };
    expect(licenseOf("linux-x64")).toBe(
      "Apache-2.0 AND (MIT OR Unlicense) AND BSD-3-Clause AND BSD-2-Clause AND LGPL-2.0-or-later" +
        " AND LGPL-2.1-or-later AND MIT AND Zlib",
    );
    expect(licenseOf("win32-x64")).toContain("LicenseRef-Microsoft-Visual-Cpp-Runtime");
    expect(licenseOf("darwin-arm64")).not.toContain("LGPL-2.0");
  });
});
