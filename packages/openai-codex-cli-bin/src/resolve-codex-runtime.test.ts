import { chmod, mkdir, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  createInstallation,
  type Installation,
  installPlatform,
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
      fix: expect.stringContaining("rm -rf"),
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
        fix: `chmod 755 ${JSON.stringify(program)}`,
      });

      await installPlatform(installed, { platform: "win32-x64" });
      await chmod(join(installed.packageDir("win32-x64"), "runtime", "bin", "codex"), 0o644);
      expect(resolve(installed, { platform: "win32" }).target).toBe("x86_64-pc-windows-msvc");
    },
  );
});

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
      fix: "rm -rf node_modules && npm install --include=optional",
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
      fix: "rm -rf node_modules package-lock.json && npm install --include=optional",
    });
  });

  it.each([
    ["npm/11.0.0 node/v22", "npm install --include=optional"],
    ["pnpm/10.1.0 npm/? node/v22", "pnpm install"],
    ["yarn/4.1.0 npm/? node/v22", "yarn install"],
    ["bun/1.2.0 npm/? node/v22", "bun install"],
    ["deno/2.1.0 npm/? deno/2.1.0", "deno install"],
    ["something/1.0", "npm install"],
  ])("gives the command of the running package manager: %s", async (agent, command) => {
    await using installed = await createInstallation();
    expect(failure(installed, { env: { npm_config_user_agent: agent } }).fix).toContain(command);
  });

  it.each([
    ["pnpm-lock.yaml", "pnpm install"],
    ["yarn.lock", "yarn install"],
    ["bun.lock", "bun install"],
    ["bun.lockb", "bun install"],
    ["deno.lock", "deno install"],
    ["npm-shrinkwrap.json", "npm install"],
  ])("else that of the nearest lock file: %s", async (name, command) => {
    await using installed = await createInstallation();
    await writeFile(join(installed.root, name), "");
    await mkdir(join(installed.root, "below"));
    expect(failure(installed, { cwd: join(installed.root, "below") }).fix).toContain(command);
  });

  it("is a command all the same where the working folder is gone", async () => {
    await using installed = await createInstallation();
    const cwd = vi.spyOn(process, "cwd").mockImplementation(() => {
      throw new Error("ENOENT: uv_cwd");
    });
    onTestFinished(() => cwd.mockRestore());

    const here = { platform: "linux", arch: "x64", env: {}, resolve: installed.resolve };

    expect(() => resolveCodexRuntime(here)).toThrow("npm install");
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

async function unstaged(installed: Installation): Promise<void> {
  const folder = installed.packageDir("linux-x64");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{"private":true}');
}
