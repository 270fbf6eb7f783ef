import fc from "fast-check";
import semver from "semver";
import { describe, expect, it } from "vitest";
import { parseCodexVersion } from "./parse-codex-version.js";
import { ToolError } from "./tool-error.js";

describe("a Codex version", () => {
  it.each([
    ["rust-v0.116.0-alpha.1", "0.116.0-alpha.1", "0.116.0a1", "rust-v0.116.0-alpha.1", "alpha"],
    ["0.116.0a1", "0.116.0-alpha.1", "0.116.0a1", "rust-v0.116.0-alpha.1", "alpha"],
    ["0.116.0-alpha.1", "0.116.0-alpha.1", "0.116.0a1", "rust-v0.116.0-alpha.1", "alpha"],
    ["0.116.0-alpha1", "0.116.0-alpha.1", "0.116.0a1", "rust-v0.116.0-alpha.1", "alpha"],
    ["rust-v0.116.0", "0.116.0", "0.116.0", "rust-v0.116.0", "latest"],
    ["v0.116.0", "0.116.0", "0.116.0", "rust-v0.116.0", "latest"],
    [" 0.116.0 ", "0.116.0", "0.116.0", "rust-v0.116.0", "latest"],
    ["v0.116.0-beta.2", "0.116.0-beta.2", "0.116.0b2", "rust-v0.116.0-beta.2", "beta"],
    ["0.116.0rc3", "0.116.0-rc.3", "0.116.0rc3", "rust-v0.116.0-rc.3", "rc"],
    ["0.116.0-rc.3", "0.116.0-rc.3", "0.116.0rc3", "rust-v0.116.0-rc.3", "rc"],
    ["0.0.0-alpha.0", "0.0.0-alpha.0", "0.0.0a0", "rust-v0.0.0-alpha.0", "alpha"],
  ])(
    "%j reads as npm %s, PEP 440 %s, tag %s, dist-tag %s",
    (input, npm, pep440, gitTag, distTag) => {
      expect(parseCodexVersion(input)).toEqual({ npm, pep440, gitTag, distTag });
    },
  );

  it.each([
    "",
    "7",
    "0.116",
    "0.116.0.1",
    "00.116.0",
    "0.0116.0",
    "latest",
    "^0.116",
    "^0.116.0",
    "0.116.0-nightly.3",
    "rust-0.116.0",
    "V0.116.0",
    "0.116.0-alpha",
    "0.116.0-alpha.01",
    "0.116.0a01",
    "0.116.0a1.post1",
    "0.116.0+build1",
    "0.116.0-a1",
    "0.116.0alpha1",
    "0.116.0-alpha.1-linux-x64",
    "99999999999999999999.0.0",
    "0.116.0\n0.117.0",
  ])("%j is refused, and the message says what was expected", (input) => {
    expect(() => parseCodexVersion(input)).toThrowError(ToolError);
    expect(() => parseCodexVersion(input)).toThrowError(
      /Expected one exact version, such as 0\.116\.0/,
    );
  });

  it("with a platform suffix is refused with the option that takes the platform", () => {
    expect(() => parseCodexVersion("0.116.0-linux-x64")).toThrowError(/--platform-tag/);
  });

  it("reads the same from every spelling it is written in", () => {
    fc.assert(
      fc.property(versions(), (npm) => {
        const version = parseCodexVersion(npm);
        expect(version.npm).toBe(npm);
        expect(semver.valid(version.npm)).toBe(npm);
        expect(parseCodexVersion(version.pep440)).toEqual(version);
        expect(parseCodexVersion(version.gitTag)).toEqual(version);
        expect(parseCodexVersion(`v${version.npm}`)).toEqual(version);
      }),
    );
  });

  it("is a prerelease exactly when its dist-tag is not latest", () => {
    fc.assert(
      fc.property(versions(), (npm) => {
        expect(parseCodexVersion(npm).distTag !== "latest").toBe(semver.prerelease(npm) !== null);
      }),
    );
  });

  it("either reads or is refused as a usage error, whatever the text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[rustv0-9.abc-]*$/)), (text) => {
        try {
          expect(semver.valid(parseCodexVersion(text).npm)).not.toBeNull();
        } catch (error) {
          expect(error).toMatchObject({ kind: "usage" });
        }
      }),
    );
  });
});

function versions(): fc.Arbitrary<string> {
  const part = fc.nat({ max: 2 ** 40 });
  const prerelease = fc
    .tuple(fc.constantFrom("alpha", "beta", "rc"), part)
    .map(([channel, number]) => `-${channel}.${number}`);
  return fc
    .tuple(part, part, part, fc.oneof(fc.constant(""), prerelease))
    .map(([major, minor, patch, suffix]) => `${major}.${minor}.${patch}${suffix}`);
}
