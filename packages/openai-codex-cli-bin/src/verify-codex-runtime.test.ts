import { createHash } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  createInstallation,
  type Installation,
  installPlatform,
} from "../test/installed-package.js";
import type { CodexRuntime } from "./codex-runtime.js";
import { pinnedVersion } from "./pinned-version.js";
import { platformFor } from "./platforms.js";
import type { ResolveCodexRuntimeOptions } from "./resolution-context.js";
import { resolveCodexRuntime } from "./resolve-codex-runtime.js";
import { verifyCodexRuntime } from "./verify-codex-runtime.js";

const program = "#!/bin/sh\nexit 0\n";

describe("verifying a runtime", () => {
  it("gives the same as resolving it when every file is the locked one", async () => {
    await using installed = await createInstallation();
    await install(installed);
    expect(await verify(installed)).toEqual(resolveCodexRuntime(options(installed)));
  });

  it("finds one changed byte that neither size nor mode betrays", async () => {
    await using installed = await createInstallation();
    await install(installed);
    await writeFile(programOf(installed), program.replace("0", "1"));
    expect(resolveCodexRuntime(options(installed)).version).toBe(pinnedVersion);
    await expect(verify(installed)).rejects.toMatchObject({
      code: "CORRUPT",
      lookedFor: expect.stringContaining(sha256(program)),
      found: `SHA-256 ${sha256(program.replace("0", "1"))}`,
    });
  });

  it("finds a locked file that the package does not even list", async () => {
    await using installed = await createInstallation();
    await install(installed, [{ path: "bin/helper", size: 1, sha256: sha256("x") }]);
    await expect(verify(installed)).rejects.toMatchObject({
      code: "CORRUPT",
      found: "no such file",
    });
    await writeFile(join(installed.packageDir("linux-x64"), "runtime", "bin", "helper"), "xy");
    await expect(verify(installed)).rejects.toMatchObject({ code: "CORRUPT", found: "2 bytes" });
  });

  it("against the lock of another version is VERSION_MISMATCH", async () => {
    await using installed = await createInstallation();
    await install(installed);
    await writeLock(installed, "0.1.0", []);
    await expect(verify(installed)).rejects.toMatchObject({
      code: "VERSION_MISMATCH",
      found: "Codex 0.1.0",
    });
  });

  it("fails as resolving does when there is no runtime", async () => {
    await using installed = await createInstallation();
    await expect(verify(installed)).rejects.toMatchObject({ code: "PLATFORM_PACKAGE_MISSING" });
    await install(installed);
    await rm(programOf(installed));
    await expect(verify(installed)).rejects.toMatchObject({ code: "CORRUPT" });
  });

  it.runIf(platformFor(process.platform, process.arch))(
    "accepts the runtime staged in this workspace, byte for byte",
    async () => {
      expect(await verifyCodexRuntime()).toMatchObject({ version: pinnedVersion });
    },
  );
});

interface LockedFile {
  path: string;
  size: number;
  sha256: string;
}

async function install(installed: Installation, more: readonly LockedFile[] = []): Promise<void> {
  await installPlatform(installed, { program });
  const entry = { path: "bin/codex", size: program.length, sha256: sha256(program) };
  await writeLock(installed, pinnedVersion, [entry, ...more]);
}

async function writeLock(
  installed: Installation,
  version: string,
  files: readonly LockedFile[],
): Promise<void> {
  const lock = { schema: 1, version, platforms: { "linux-x64": { files } } };
  await writeFile(join(installed.root, "lock.json"), JSON.stringify(lock));
}

function verify(installed: Installation): Promise<CodexRuntime> {
  return verifyCodexRuntime({ ...options(installed), lockFile: join(installed.root, "lock.json") });
}

function options({ root, resolve }: Installation): ResolveCodexRuntimeOptions {
  return { platform: "linux", arch: "x64", env: {}, cwd: root, resolve };
}

function programOf(installed: Installation): string {
  return join(installed.packageDir("linux-x64"), "runtime", "bin", "codex");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
