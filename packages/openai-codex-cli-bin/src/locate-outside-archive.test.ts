import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createInstallation, installPlatform } from "../test/installed-package.js";
import { locateOutsideArchive } from "./locate-outside-archive.js";
import { resolveCodexRuntime } from "./resolve-codex-runtime.js";

describe("a runtime in an Electron app", () => {
  it("is taken from beside the archive, where it can be executed", async () => {
    await using installed = await createInstallation();
    await installPlatform(installed);
    const unpacked = join(installed.root, "app.asar.unpacked");
    await mkdir(unpacked);
    await rename(join(installed.root, "node_modules"), join(unpacked, "node_modules"));
    // Electron resolves packages to their place in the archive, unpacked or not.
    const resolve = (specifier: string): string =>
      join(installed.root, "app.asar", "node_modules", specifier);
    const runtime = resolveCodexRuntime({ platform: "linux", arch: "x64", env: {}, resolve });
    const packageDir = join(unpacked, "node_modules", "openai-codex-cli-bin-linux-x64");
    expect(runtime.codexPath).toBe(join(packageDir, "runtime", "bin", "codex"));
    expect(runtime.pathDirs).toEqual([join(packageDir, "runtime", "codex-path")]);
  });

  it("that was packed into the archive is NOT_EXECUTABLE, with the setting that leaves it out", () => {
    const packed = "/opt/app/resources/app.asar/node_modules/openai-codex-cli-bin-linux-x64";
    expect(() => locateOutsideArchive(packed)).toThrow(
      expect.objectContaining({
        code: "NOT_EXECUTABLE",
        lookedFor: packed.replace("app.asar", "app.asar.unpacked"),
        fix: expect.stringContaining("asarUnpack"),
      }),
    );
  });

  it.each([
    "/opt/app/node_modules/x",
    "/opt/app.asar.unpacked/node_modules/x",
    "/opt/.asar/node_modules/x",
    "C:\\me\\asar\\node_modules\\x",
  ])("is left where it is outside of archives: %s", (folder) => {
    expect(locateOutsideArchive(folder)).toBe(folder);
  });

  it("is found on Windows too", () => {
    expect(() => locateOutsideArchive("C:\\app\\app.asar\\node_modules\\x")).toThrow(
      expect.objectContaining({ lookedFor: "C:\\app\\app.asar.unpacked\\node_modules\\x" }),
    );
  });
});
