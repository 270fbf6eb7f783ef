import { chmod, cp, mkdir, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  createInstallation,
  type Installation,
  installPlatform,
  lockText,
} from "../test/installed-package.js";
import type { CodexRuntime } from "./codex-runtime.js";
import { CodexRuntimeError } from "./codex-runtime-error.js";
import { pinnedVersion } from "./pinned-version.js";
import type { ResolveCodexRuntimeOptions } from "./resolution-context.js";
import { resolveCodexRuntime } from "./resolve-codex-runtime.js";

describe("an installed runtime", () => {
  it("is found with absolute paths, its version, target and source", async () => {
    await using installed = await createInstallation();
    await installPlatform(installed);
    const folder = installed.packageDir("linux-x64");
    expect(resolve(installed)).toEqual({
      codexPath: join(folder, "runtime", "bin", "codex"),
      pathDirs: [join(folder, "runtime", "codex-path")],
      resourcesDir: join(folder, "runtime", "codex-resources"),
      version: pinnedVersion,
      target: "x86_64-unknown-linux-musl",
      source: { kind: "npm", spec: "codex", integrity: "sha512-x" },
    });
  });

  it("without resources says so", async () => {
    await using installed = await createInstallation();
    await installPlatform(installed, { manifest: { resourcesDir: null } });
    expect(resolve(installed).resourcesDir).toBeNull();
  });
});

describe("a runtime that cannot be used", () => {
  it("on a platform without one is UNSUPPORTED_PLATFORM and lists the others", async () => {
    await using installed = await createInstallation();
    expect(failure(installed, { platform: "freebsd" })).toMatchObject({
      code: "UNSUPPORTED_PLATFORM",
      lookedFor: "a runtime for freebsd-x64",
      found: expect.stringContaining("linux-x64"),
    });
  });

  it("described by a newer schema or layout is LAYOUT_UNSUPPORTED", async () => {
    await using installed = await createInstallation();
    for (const manifest of [{ schema: 9 }, { layout: "package-v9" }]) {
      await installPlatform(installed, { manifest });
      expect(failure(installed)).toMatchObject({
        code: "LAYOUT_UNSUPPORTED",
        fix: expect.stringContaining("in the same version"),
      });
    }
  });

  it("described by something malformed, or by nothing, is CORRUPT", async () => {
    await using installed = await createInstallation();
    await installPlatform(installed, { manifest: { files: [] } });
    expect(failure(installed)).toMatchObject({
      code: "CORRUPT",
      fix: replacement(installed),
    });
    await rm(join(installed.packageDir("linux-x64"), "codex-runtime.json"));
    expect(failure(installed)).toMatchObject({ code: "CORRUPT" });
  });

  it("whose description the system does not hand out is UNREADABLE, and is not to be reinstalled", async () => {
    await using installed = await createInstallation();
    await installPlatform(installed);
    const description = join(installed.packageDir("linux-x64"), "codex-runtime.json");
    await rm(description);
    await mkdir(description);
    expect(failure(installed)).toMatchObject({
      code: "UNREADABLE",
      found: expect.stringContaining("EISDIR"),
      fix: expect.not.stringContaining("rm -rf"),
    });
  });

  it("for another target than its package's name is ARCH_MISMATCH", async () => {
    await using installed = await createInstallation();
    await installPlatform(installed, { manifest: { target: "aarch64-unknown-linux-musl" } });
    expect(failure(installed)).toMatchObject({
      code: "ARCH_MISMATCH",
      found: "aarch64-unknown-linux-musl",
    });
  });

  it("of another version is VERSION_MISMATCH and names both", async () => {
    await using installed = await createInstallation();
    await installPlatform(installed, { manifest: { version: "0.1.0" } });
    expect(failure(installed)).toMatchObject({
      code: "VERSION_MISMATCH",
      lookedFor: `openai-codex-cli-bin-linux-x64@${pinnedVersion}`,
      found: expect.stringContaining("0.1.0 in "),
    });
  });

  it("whose program is missing, short or a folder is CORRUPT", async () => {
    await using installed = await createInstallation();
    const program = join(installed.packageDir("linux-x64"), "runtime", "bin", "codex");
    await installPlatform(installed);
    await truncate(program, 3);
    expect(failure(installed)).toMatchObject({ code: "CORRUPT", found: "3 bytes" });
    await rm(program);
    expect(failure(installed)).toMatchObject({ code: "CORRUPT", found: "no such file" });
    await mkdir(program);
    expect(failure(installed)).toMatchObject({ code: "CORRUPT" });
  });

  it.skipIf(process.platform === "win32")(
    "whose program has no executable bit is NOT_EXECUTABLE, except on Windows",
    async () => {
      await using installed = await createInstallation();
      await installPlatform(installed);
      const program = join(installed.packageDir("linux-x64"), "runtime", "bin", "codex");
      await chmod(program, 0o644);
      expect(failure(installed)).toMatchObject({
        code: "NOT_EXECUTABLE",
        found: "mode 644",
        fix: `chmod 755 ${program}`,
      });

      await installPlatform(installed, { platform: "win32-x64" });
      await chmod(join(installed.packageDir("win32-x64"), "runtime", "bin", "codex"), 0o644);
      expect(resolve(installed, { platform: "win32" }).target).toBe("x86_64-pc-windows-msvc");
    },
  );
});

it.skipIf(process.platform === "win32")(
  "a package that has lost its executable bits is mended by one command",
  async () => {
    await using installed = await createInstallation();
    await installPlatform(installed);
    const folder = installed.packageDir("linux-x64");
    const program = join(folder, "runtime/bin/codex");
    const helper = join(folder, "runtime/bin/helper");
    const manifest = join(folder, "codex-runtime.json");
    const text = JSON.parse(await readFile(manifest, "utf8"));
    const [first] = text.files;
    text.files.push({ ...first, path: "runtime/bin/helper" });
    text.files.push({ ...first, path: "runtime/bin/loaded.so.1" }); // needs none
    await writeFile(manifest, JSON.stringify(text));
    await cp(program, helper);
    await chmod(program, 0o644);
    await chmod(helper, 0o644);
    await cp(program, join(folder, "runtime/bin/loaded.so.1"));

    expect(failure(installed).fix).toBe(
      `cd ${join(folder, "runtime/bin")} && chmod 755 codex helper`,
    );
  },
);

describe("a platform package that is not installed", () => {
  it("is PLATFORM_PACKAGE_MISSING and names the package, its version and the command", async () => {
    await using installed = await createInstallation();
    const error = failure(installed);
    expect(error).toMatchObject({
      code: "PLATFORM_PACKAGE_MISSING",
      lookedFor: `openai-codex-cli-bin-linux-x64@${pinnedVersion}`,
      found: "no platform package",
      fix: expect.stringContaining("npm install --include=optional"),
      cause: expect.objectContaining({ code: "MODULE_NOT_FOUND" }),
    });
    expect(error.message).toMatch(/--omit=optional.*mirror/);
  });

  it("after --omit=optional says so", async () => {
    await using installed = await createInstallation();
    const error = failure(installed, { env: { npm_config_omit: "dev optional" } });
    expect(error.message).toMatch(/optional dependencies are switched off/);
    expect(error.fix).toMatch(/npm install --include=optional/);
  });

  it("in node_modules of another system names both and reinstalls", async () => {
    await using installed = await createInstallation();
    await installPlatform(installed, { platform: "win32-x64" });
    expect(failure(installed)).toMatchObject({
      code: "PLATFORM_PACKAGE_MISSING",
      lookedFor: expect.stringContaining("linux-x64"),
      found: "openai-codex-cli-bin-win32-x64",
      message: expect.stringContaining("copied from, Windows on x64"),
      fix: `cd ${installed.root} && npm install --include=optional --os=linux --cpu=x64`,
    });
  });

  it("in node_modules of the same system with another CPU is ARCH_MISMATCH, with Rosetta named on a Mac", async () => {
    await using installed = await createInstallation();
    await installPlatform(installed, { platform: "darwin-arm64" });
    expect(failure(installed, { platform: "darwin" })).toMatchObject({
      code: "ARCH_MISMATCH",
      found: "openai-codex-cli-bin-darwin-arm64",
      fix: expect.stringMatching(/Node built for arm64.*Rosetta/),
    });

    await installPlatform(installed, { platform: "linux-arm64" });
    expect(failure(installed)).toMatchObject({
      code: "ARCH_MISMATCH",
      fix: expect.not.stringContaining("Rosetta"),
    });
  });

  it("because the lock file was written on another system names the file and drops it", async () => {
    await using installed = await createInstallation();
    const lockFile = join(installed.root, "package-lock.json");
    await writeFile(lockFile, '{"node_modules/openai-codex-cli-bin-darwin-arm64":{}}');
    expect(failure(installed)).toMatchObject({
      message: expect.stringContaining(lockFile),
      fix: `cd ${installed.root} && rm -f package-lock.json node_modules/.package-lock.json && npm install --include=optional`,
    });
  });

  it.each([
    ["pnpm-lock.yaml", "pnpm install --config.optional=true"],
    ["yarn.lock", "yarn install --check-files"],
    ["bun.lock", "bun install"],
    ["bun.lockb", "bun install"],
    ["deno.lock", "deno install"],
    ["npm-shrinkwrap.json", "npm install --include=optional"],
  ])("gives the command of the project that has %s, and its folder", async (name, command) => {
    await using installed = await createInstallation();
    await rename(join(installed.root, "package-lock.json"), join(installed.root, name));
    await mkdir(join(installed.root, "below"));
    expect(failure(installed, { cwd: join(installed.root, "below") }).fix).toBe(
      `cd ${installed.root} && ${command}`,
    );
  });

  it.each([
    ["node_modules/.modules.yaml", "pnpm install"],
    ["node_modules/.yarn-integrity", "yarn install --check-files"],
    ["node_modules/.yarn-state.yml", "yarn install"],
    [".pnp.cjs", "yarn install"],
    ["node_modules/.deno", "deno install"],
  ])("believes what was installed more than a lock file: %s", async (mark, command) => {
    await using installed = await createInstallation();
    await mkdir(join(installed.root, "node_modules"));
    await writeFile(join(installed.root, mark), "");
    await writeFile(join(installed.root, "yarn.lock"), lockText);
    expect(failure(installed).fix).toContain(`&& ${command}`);
  });

  it("where no project is says where it must be, and touches no project nearby", async () => {
    await using installed = await createInstallation();
    await writeFile(join(installed.root, "package-lock.json"), "{}");
    const error = failure(installed);
    expect(error.message).toContain("not in a node_modules folder that this app can see");
    expect(error.fix).toContain(
      join(installed.root, "node_modules", error.lookedFor.split("@")[0] ?? ""),
    );
    expect(error.fix).not.toContain("install --");
  });

  it.each([
    ["pnpm-workspace.yaml", "supportedArchitectures:\n  os: [darwin]\n", "pnpm-lock.yaml"],
    [".yarnrc.yml", "supportedArchitectures:\n  os: [darwin]\n", "yarn.lock"],
    [".yarnrc", "--install.ignore-optional true\n", "yarn.lock"],
    ["bunfig.toml", "[install]\noptional = false\n", "bun.lock"],
  ])("by the setting in %s says what to change there", async (file, text, lockFile) => {
    await using installed = await createInstallation();
    await rename(join(installed.root, "package-lock.json"), join(installed.root, lockFile));
    await writeFile(join(installed.root, file), text);
    await installPlatform(installed, { platform: "darwin-arm64" });
    const error = failure(installed);
    expect(error.message).toContain("it was left out by");
    expect(error.fix).toMatch(new RegExp(` ${join(installed.root, file)}, then run: cd `));
  });

  it.each(["openai-codex-cli-bin-*", "*", "*-linux-x64", "openai-codex-cli-bin-linux-x64"])(
    "by pnpm's ignoredOptionalDependencies, as %s, says so",
    async (pattern) => {
      await using installed = await createInstallation();
      const lock = `ignoredOptionalDependencies:\n  - fsevents\n  - '${pattern}'\n\n${lockText}`;
      await rm(join(installed.root, "package-lock.json"));
      await writeFile(join(installed.root, "pnpm-lock.yaml"), lock);
      expect(failure(installed).fix).toMatch(
        /^take openai-codex-cli-bin-\* out of ignoredOptionalDependencies .*--no-frozen-lockfile$/,
      );
    },
  );

  it("is a command all the same where the working folder is gone", async () => {
    await using installed = await createInstallation();
    const cwd = vi.spyOn(process, "cwd").mockImplementation(() => {
      throw new Error("ENOENT: uv_cwd");
    });
    onTestFinished(() => cwd.mockRestore());
    const here = { platform: "linux", arch: "x64", env: {}, resolve: installed.resolve };

    expect(() => resolveCodexRuntime(here)).toThrow("pnpm install");
    await installPlatform(installed);
    expect(resolveCodexRuntime(here).version).toBe(pinnedVersion);
  });
});

describe("in this repository's workspace", () => {
  it("an unstaged platform package is PLATFORM_PACKAGE_MISSING with the command that stages it", async () => {
    await using installed = await createInstallation();
    await unstaged(installed);
    expect(failure(installed)).toMatchObject({
      code: "PLATFORM_PACKAGE_MISSING",
      message: expect.stringContaining("has not been staged"),
      fix: expect.stringContaining("npm run stage-runtime"),
    });
  });

  it("other unstaged platform packages do not count as installed", async () => {
    await using installed = await createInstallation();
    await unstaged(installed);
    expect(failure(installed, { platform: "darwin" })).toMatchObject({
      found: "no platform package",
    });
  });

  it("a runtime staged before the pin moved asks to be staged again", async () => {
    await using installed = await createInstallation();
    await installPlatform(installed, { manifest: { version: "0.1.0" } });
    await writeFile(join(installed.packageDir("linux-x64"), "package.json"), '{"private":true}');
    expect(failure(installed)).toMatchObject({
      code: "VERSION_MISMATCH",
      fix: expect.stringContaining("npm run stage-runtime"),
    });
  });
});

function resolve(installed: Installation, options: ResolveCodexRuntimeOptions = {}): CodexRuntime {
  const { root } = installed;
  const machine = { platform: "linux", arch: "x64", env: {}, cwd: root };
  return resolveCodexRuntime({ ...machine, resolve: installed.resolve, ...options });
}

function failure(installed: Installation, options?: ResolveCodexRuntimeOptions): CodexRuntimeError {
  try {
    resolve(installed, options);
  } catch (error) {
    if (error instanceof CodexRuntimeError) return error;
    throw error;
  }
  throw new Error("expected a CodexRuntimeError");
}

/** The command that replaces the platform package and nothing else. */
function replacement(installed: Installation): string {
  const folder = installed.packageDir("linux-x64");
  return `rm -rf ${folder} && cd ${installed.root} && npm install --include=optional`;
}

async function unstaged(installed: Installation): Promise<void> {
  const folder = installed.packageDir("linux-x64");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{"private":true}');
}
