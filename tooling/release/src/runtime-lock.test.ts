import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thisRepository } from "./repository.js";
import {
  formatLock,
  type LockedPlatform,
  parseLock,
  type RuntimeLock,
  upstreamSpec,
} from "./runtime-lock.js";
import { platforms } from "./runtime-package.js";

describe("the lock", () => {
  it("of this repository is in the form it is written in", async () => {
    const text = await readFile(thisRepository.lockFile, "utf8");
    expect(formatLock(parseLock(text, "lock"))).toBe(text);
  });

  it("comes back as it was written, with one line per file", () => {
    fc.assert(
      fc.property(locks(), (lock) => {
        const text = formatLock(lock);
        expect(parseLock(text, "lock")).toEqual(lock);
        const files = Object.values(lock.platforms).flatMap((platform) => platform.files);
        expect(text.split("\n").filter((line) => line.includes('"sha256"'))).toHaveLength(
          files.length,
        );
      }),
      { numRuns: 30 },
    );
  });

  it.each<[string, (lock: RuntimeLock) => unknown, RegExp]>([
    ["a version in another spelling", (lock) => ({ ...lock, version: "v1.2.3" }), /version/],
    ["another schema", (lock) => ({ ...lock, schema: 2 }), /schema/],
    [
      "no platforms",
      (lock) => ({ ...lock, platforms: {} }),
      /lacks darwin-arm64, darwin-x64, linux-arm64/,
    ],
    [
      "a platform that does not exist",
      ({ platforms: locked, ...lock }) => ({
        ...lock,
        platforms: { ...locked, "linux-mips": locked["linux-x64"] },
      }),
      /unknown platforms linux-mips/,
    ],
    [
      "another package than upstream's",
      ({ platforms: locked, ...lock }) => ({
        ...lock,
        platforms: {
          ...locked,
          "linux-x64": { ...locked["linux-x64"], spec: "evil@1.2.3-linux-x64" },
        },
      }),
      /names evil@1\.2\.3-linux-x64 for linux-x64, not @openai\/codex@.*-linux-x64/,
    ],
    ["no registry", ({ registry: _, ...lock }) => lock, /registry/],
    ["no licences", ({ licenses: _, ...lock }) => lock, /licenses/],
  ])("with %s is refused", (_, damage, message) => {
    const lock = fc.sample(locks(), 1)[0];
    if (lock) expect(() => parseLock(JSON.stringify(damage(lock)), "lock")).toThrowError(message);
  });

  it("that is no JSON is refused with its name", () => {
    expect(() => parseLock("{", "some.lock.json")).toThrowError("some.lock.json is not JSON");
  });
});

function locks(): fc.Arbitrary<RuntimeLock> {
  const sha256 = fc.stringMatching(/^[0-9a-f]{64}$/);
  const file = fc.record({
    path: fc.string({ minLength: 1 }),
    size: fc.nat(),
    sha256,
    mode: fc.constantFrom<0o644 | 0o755>(0o644, 0o755),
  });
  const platform = fc.record({
    integrity: fc.stringMatching(/^sha512-[A-Za-z0-9+/]{86}==$/),
    size: fc.integer({ min: 1 }),
    files: fc.array(file, { minLength: 1, maxLength: 4 }),
  });
  const text = fc.record({ file: fc.string(), in: fc.constant<"tree">("tree") });
  const parts = {
    version: fc.constantFrom("1.2.3", "0.116.0-alpha.1"),
    registry: fc.constantFrom("default", "https://localhost/"),
    licenses: fc.array(
      fc.record({ component: fc.string(), license: fc.string(), texts: fc.array(text) }),
      { maxLength: 2 },
    ),
    locked: fc.tuple(...platforms.map(() => platform)),
  };
  return fc.record(parts).map(({ locked, ...lock }) => ({
    schema: 1,
    ...lock,
    platforms: Object.fromEntries(
      platforms.map((row, index) => [
        row.platform,
        { spec: upstreamSpec(lock.version, row.platform), ...(locked[index] as Locked) },
      ]),
    ),
    exceptions: [],
  }));
}

type Locked = Omit<LockedPlatform, "spec">;
