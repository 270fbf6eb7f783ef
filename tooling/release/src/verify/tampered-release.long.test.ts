import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeElf } from "../testing/make-elf.js";
import { addSdk, createStagedRelease, verifyStaged, writeSdk } from "../testing/staged-release.js";
import { add, change, type Damage, json, mode, tamper, without } from "../testing/tamper.js";
import { copyTempRepository, type TempRepository } from "../testing/temp-repository.js";

const linux = "openai-codex-cli-bin-linux-x64";
const meta = "openai-codex-cli-bin";
const sdk = "codex-app-server-sdk";
const workers = "codex-app-server-workers";
const launcher = "bin/openai-codex-cli-bin.js";

/** Created once; each test tampers with its own copy. */
let made: TempRepository;
beforeAll(async () => {
  made = await createStagedRelease();
});
afterAll(() => made[Symbol.asyncDispose]());

describe("a release is not fit to be published", () => {
  const sdkDist = "dist/index.js";
  it.each<[string, string, Damage, string]>([
    ["SDK with other code", sdk, change(sdkDist, "steal();"), `another ${sdkDist}`],
    ["SDK with one more file", sdk, add("dist/x.js"), "has dist/x.js, which does not belong"],
    ["SDK without a file", sdk, without(sdkDist), `lacks ${sdkDist}`],
    ["SDK with a build script", sdk, add("binding.gyp"), "has binding.gyp"],
    [
      "SDK with a dependency from elsewhere",
      sdk,
      json("package.json", { dependencies: { a: "git+https://elsewhere.invalid/a.git" } }),
      'has dependencies {"a":"git+https',
    ],
    [
      "SDK with bundled dependencies",
      sdk,
      json("package.json", { bundleDependencies: ["a"] }),
      'has bundleDependencies ["a"] in its manifest, not none',
    ],
    ["workers with other code", workers, change(sdkDist, "steal();"), `another ${sdkDist}`],
    ["workers without their licence", workers, without("LICENSE"), "lacks LICENSE"],
    [
      "workers on another SDK",
      workers,
      json("package.json", { dependencies: { [sdk]: "^0.1.0" } }),
      `has dependencies {"${sdk}":"^0.1.0"} in its manifest, not {"${sdk}":"0.1.0"}`,
    ],
    [
      "workers with an install script",
      workers,
      json("package.json", { scripts: { postinstall: "node x" } }),
      'has scripts {"postinstall":"node x"}',
    ],
    ["meta package with other code", meta, change(sdkDist, "steal();"), `another ${sdkDist}`],
    [
      "meta package for other platforms",
      meta,
      json("package.json", { optionalDependencies: { [linux]: "^1.2.3" } }),
      "has optionalDependencies",
    ],
    [
      "meta package with another lock",
      meta,
      change("codex-runtime.lock.json", "{}"),
      "another codex",
    ],
    ["meta package whose launcher cannot run", meta, mode(launcher, 0o644), `another ${launcher}`],
    ["meta package without its licence", meta, without("LICENSE"), "lacks LICENSE"],
    ...["entrypoint", "platform", "target", "layout", "version"].map(
      (field): [string, string, Damage, string] => [
        `platform package that names another ${field}`,
        linux,
        json("codex-runtime.json", { [field]: "runtime/codex-resources/codex-notes.txt" }),
        "another codex-runtime.json",
      ],
    ),
    [
      "platform package with another PATH folder",
      linux,
      json("codex-runtime.json", { pathDirs: ["runtime/codex-resources"] }),
      "another codex-runtime.json",
    ],
    [
      "platform package with another source",
      linux,
      json("codex-runtime.json", { source: { kind: "npm", spec: "evil", integrity: null } }),
      "another codex-runtime.json",
    ],
    [
      "platform package with dependencies",
      linux,
      json("package.json", { dependencies: { evil: "1.0.0" } }),
      'has dependencies {"evil":"1.0.0"}',
    ],
    [
      "platform package with a program named codex",
      linux,
      json("package.json", { bin: { codex: "runtime/bin/codex" } }),
      "has bin",
    ],
    [
      "platform package with an install script",
      linux,
      json("package.json", { scripts: { postinstall: "node x" } }),
      'has scripts {"postinstall":"node x"}',
    ],
    [
      "platform package for another system",
      linux,
      json("package.json", { os: ["darwin"] }),
      'has os ["darwin"] in its manifest, not ["linux"]',
    ],
    [
      "platform package with another program",
      linux,
      change("runtime/bin/codex", makeElf({ isPie: true, type: 3 })),
      "another runtime/bin/codex",
    ],
    [
      "platform package that lost an executable bit",
      linux,
      mode("runtime/bin/codex", 0o644),
      "another runtime/bin/codex",
    ],
    ["platform package that gained a file", linux, add("runtime/zz"), "has runtime/zz"],
    ["platform package without a licence", linux, without("LICENSE"), "lacks LICENSE"],
    ["platform package that cannot be read", linux, change("package.json", "{"), "is not JSON"],
    ["platform package without a manifest", linux, without("package.json"), "lacks package.json"],
    [
      "platform package with a second manifest",
      linux,
      add("package.json", "{}"),
      "a second entry for package/package.json",
    ],
    [
      "platform package with a manifest in another folder",
      linux,
      (entries) => [...entries, { path: "zzz/package.json", content: "{}" }],
      "has zzz/package.json outside package/",
    ],
    [
      "platform package in another order",
      linux,
      (entries) => entries.toReversed(),
      "does not come out the same",
    ],
    [
      "platform package that unpacks to far more",
      linux,
      add("runtime/bomb", Buffer.alloc(40 * 1024 * 1024)),
      "bytes unpacked",
    ],
  ])("with a tampered %s", async (_, name, damage, problem) => {
    await using temp = await copyTempRepository(made);
    await tamper(temp, name, damage);
    await expectProblem(temp, problem);
  });

  it.each([
    ["names a tag", { publishConfig: { tag: "x" } }, "sets tag in publishConfig"],
    ["names a registry", { publishConfig: { registry: "x" } }, "sets registry in publishConfig"],
    ["has a workspace range", { optionalDependencies: { a: "workspace:*" } }, "a as workspace:*"],
    ["has a file range", { peerDependencies: { a: "file:../a" } }, "a as file:../a"],
    ["has a range from Git", { peerDependencies: { a: "git+ssh://a/b" } }, "a as git+ssh:"],
    ["has a range from a forge", { peerDependencies: { a: "owner/name" } }, "a as owner/name"],
  ])("when the commit's own SDK %s", async (_, change, problem) => {
    await using temp = await copyTempRepository(made);
    await writeSdk(temp, "0.1.0", change);
    await addSdk(temp);
    await expectProblem(temp, problem);
  });

  it("when upstream has a finding that the lock does not accept", async () => {
    await using temp = await createStagedRelease("1.2.3", {
      rg: () => makeElf({ interpreter: "/lib/ld.so" }),
    });
    await expectProblem(temp, "codex-path/rg needs /lib/ld.so");
  });
});

function expectProblem(temp: TempRepository, problem: string): Promise<void> {
  return expect(verifyStaged(temp)).rejects.toMatchObject({
    kind: "check",
    message: expect.stringContaining(problem),
  });
}
