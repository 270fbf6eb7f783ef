import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseRelease } from "../package/release.js";
import { silentReporter } from "../reporter.js";
import { type LockedPlatform, type RuntimeLock, readLock } from "../runtime-lock.js";
import { stagePackages } from "../stage/stage-packages.js";
import { createTempRepository, type TempRepository } from "../testing/temp-repository.js";
import { findPlatformProblems } from "./find-platform-problems.js";
import { type OpenedPackage, openPackage } from "./open-package.js";

let temp: TempRepository;
let opened: OpenedPackage;
let lock: RuntimeLock;

beforeAll(async () => {
  temp = await createTempRepository();
  lock = await readLock(temp.repository.lockFile);
  opened = await openLinuxPackage(temp);
});
afterAll(() => temp[Symbol.asyncDispose]());

describe("a platform package", () => {
  it("as it was staged has no problems", async () => {
    expect(await findPlatformProblems(opened, lock)).toEqual([]);
  });

  it("has a check's own failure as a problem", async () => {
    const { "linux-x64": _, ...others } = lock.platforms;
    const problems = await findPlatformProblems(opened, { ...lock, platforms: others });
    expect(problems).toEqual(["The lock has no entry for linux-x64"]);
  });

  it("does not get a bug in a check as a problem", async () => {
    const bug = new TypeError("a bug");
    const broken: LockedPlatform = {
      spec: "",
      integrity: "",
      size: 1,
      get files(): never {
        throw bug;
      },
    };
    const platforms = { ...lock.platforms, "linux-x64": broken };
    await expect(findPlatformProblems(opened, { ...lock, platforms })).rejects.toBe(bug);
  });
});

async function openLinuxPackage({
  repository,
  env,
  scratch,
}: TempRepository): Promise<OpenedPackage> {
  const flags = { pack: true, strict: false, force: false, dryRun: false };
  await stagePackages(
    { out: "out", platformTag: "linux-x64", from: "npm", ...flags },
    { repository, env, reporter: silentReporter, cwd: scratch },
  );
  const folder = join(scratch, "out");
  const [entry] = parseRelease(await readFile(join(folder, "release.json"), "utf8")).packages;
  if (!entry) throw new Error("nothing was packed");
  return openPackage({ folder, entry, into: join(scratch, "opened") });
}
