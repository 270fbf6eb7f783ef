import { appendFile, mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { createInstallation, type Installation } from "../test/installed-package.js";
import { installLocked, program } from "../test/locked-package.js";
import type { CodexRuntime } from "./codex-runtime.js";
import { pinnedVersion } from "./pinned-version.js";
import { platformFor } from "./platforms.js";
import type { ResolveCodexRuntimeOptions } from "./resolution-context.js";
import { resolveCodexRuntime } from "./resolve-codex-runtime.js";
import { verifyCodexRuntime } from "./verify-codex-runtime.js";

describe("a platform package that is what the lock says", () => {
  it("gives the same as resolving it", async () => {
    await using installed = await createInstallation();
    await installLocked(installed);
    expect(await verify(installed)).toEqual(resolveCodexRuntime(options(installed)));
  });

  it.runIf(platformFor(process.platform, process.arch))(
    "is the one staged in this workspace, byte for byte",
    async () => {
      expect(await verifyCodexRuntime()).toMatchObject({ version: pinnedVersion });
    },
  );
});

type Change = (folder: string) => Promise<unknown>;

const write =
  (path: string, text: string): Change =>
  async (folder) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
const append =
  (path: string, text: string): Change =>
  (folder) =>
    appendFile(join(folder, path), text);
const remove =
  (path: string): Change =>
  (folder) =>
    rm(join(folder, path));

describe("a platform package is CORRUPT that has", () => {
  it.each<[string, Change, string]>([
    ["another byte in its program", write("runtime/bin/codex", program.replace("0", "1")), "codex"],
    ["another byte in a helper", write("runtime/codex-path/rg", "#!/bin/sh\nexit 2\n"), "rg"],
    ["one byte more", append("runtime/codex-package.json", " "), "codex-package"],
    ["a file less", remove("runtime/codex-package.json"), "codex-package.json"],
    ["a file more beside its program", write("runtime/bin/helper", "x"), "runtime/bin/helper"],
    ["a file more beside its manifest", write("binding.gyp", "{}"), "binding.gyp"],
    ["a folder more", write("node_modules/rg/index.js", ""), "node_modules/rg/index.js"],
    ["no licence", remove("LICENSE"), "LICENSE"],
    ["no list of its parts", remove("sbom.cdx.json"), "sbom.cdx.json"],
    ["another notice", write("NOTICE", "none"), "NOTICE"],
    ["another licence of a helper", write("licenses/rg.txt", "none"), "licenses/rg.txt"],
    ["a licence that nobody knows", write("licenses/other.txt", "none"), "licenses/other.txt"],
  ])("%s", async (_, change, named) => {
    await using installed = await createInstallation();
    await installLocked(installed);
    await change(installed.packageDir("linux-x64"));
    await expect(verify(installed)).rejects.toMatchObject({
      code: "CORRUPT",
      summary: expect.stringContaining(named),
      fix: expect.stringContaining(`rm -rf ${installed.packageDir("linux-x64")} && `),
    });
  });

  it.skipIf(process.platform === "win32").each(["runtime/codex-path/rg", "LICENSE"])(
    "a link in place of a file: %s",
    async (path) => {
      await using installed = await createInstallation();
      await installLocked(installed);
      const file = join(installed.packageDir("linux-x64"), path);
      await rename(file, join(installed.root, "moved"));
      await symlink(join(installed.root, "moved"), file);
      await expect(verify(installed)).rejects.toMatchObject({ code: "CORRUPT" });
    },
  );
});

type Edit = (json: Record<string, unknown>) => void;

const set =
  (field: string, value: unknown): Edit =>
  (json) => {
    json[field] = value;
  };
const setInFirstFile =
  (field: string, value: unknown): Edit =>
  ({ files }) => {
    (files as Record<string, unknown>[])[0] = { ...(files as object[])[0], [field]: value };
  };

describe("a platform package is CORRUPT whose codex-runtime.json has", () => {
  it.each<[string, Edit, string]>([
    ["another entrypoint", set("entrypoint", "runtime/codex-path/rg"), "entrypoint"],
    ["another folder for PATH", set("pathDirs", ["runtime/bin"]), "pathDirs"],
    ["one more folder for PATH", set("pathDirs", ["runtime/codex-path", "x"]), "pathDirs"],
    ["no folder with resources", set("resourcesDir", null), "resourcesDir"],
    ["another layout", set("layout", "legacy-vendor"), "layout"],
    ["another platform", set("platform", "linux-arm64"), "platform"],
    ["another source", set("source", { kind: "npm", spec: "b", integrity: null }), "source"],
    ["no lock behind it", set("locked", false), "locked"],
    ["a field more", set("preload", "x"), "preload"],
    ["a field more that is no own name", (json) => define(json, "__proto__"), "__proto__"],
    ["a file that has another mode", setInFirstFile("mode", 0o644), "files[0].mode"],
    ["a file that has a field more", setInFirstFile("url", "x"), "files[0].url"],
    ["a file that is for another system", setInFirstFile("format", "pe"), "files[0].format"],
    ["data for a CPU", setInFirstFile("arch", ["x64"]), "files[0].arch"],
    ["a file less", ({ files }) => void (files as object[]).pop(), "files"],
  ])("%s", async (_, edit, named) => {
    await using installed = await createInstallation();
    await installLocked(installed);
    await editJson(join(installed.packageDir("linux-x64"), "codex-runtime.json"), edit);
    await expect(verify(installed)).rejects.toMatchObject({
      code: "CORRUPT",
      summary: expect.stringContaining(`: ${named} in `),
    });
  });
});

describe("a platform package is CORRUPT whose package.json has", () => {
  it.each<[string, Edit, string]>([
    ["a program", set("bin", { codex: "runtime/bin/codex" }), "bin"],
    ["a script", set("scripts", { postinstall: "x" }), "scripts"],
    ["a dependency", set("dependencies", { a: "1.0.0" }), "dependencies"],
    ["another name", set("name", "codex"), "name"],
    ["another version", set("version", "0.1.0"), "version"],
    ["another system", set("os", ["darwin"]), "os"],
    ["more exports", set("exports", { ".": "./x.js" }), "exports"],
    ["no such field any more", (json) => void delete json.preferUnplugged, "preferUnplugged"],
  ])("%s", async (_, edit, named) => {
    await using installed = await createInstallation();
    await installLocked(installed);
    await editJson(join(installed.packageDir("linux-x64"), "package.json"), edit);
    await expect(verify(installed)).rejects.toMatchObject({
      code: "CORRUPT",
      summary: expect.stringContaining(`: ${named} in `),
    });
  });
});

describe("what can't be verified", () => {
  it("for want of a lock of this version is VERSION_MISMATCH", async () => {
    await using installed = await createInstallation();
    const lockFile = await installLocked(installed);
    await editJson(lockFile, set("version", "0.1.0"));
    await expect(verify(installed)).rejects.toMatchObject({
      code: "VERSION_MISMATCH",
      found: "Codex 0.1.0",
    });
  });

  it("for want of a readable lock says which", async () => {
    await using installed = await createInstallation();
    const lockFile = await installLocked(installed);
    await writeFile(lockFile, "{");
    await expect(verify(installed)).rejects.toMatchObject({
      code: "CORRUPT",
      summary: expect.stringContaining(lockFile),
    });
    await rm(lockFile);
    await expect(verify(installed)).rejects.toMatchObject({
      code: "UNREADABLE",
      lookedFor: lockFile,
    });
  });

  it("never tells anyone to delete a folder of the repository's own workspace", async () => {
    await using installed = await createInstallation();
    await installLocked(installed);
    const folder = installed.packageDir("linux-x64");
    await editJson(join(folder, "package.json"), set("private", true));
    await writeFile(join(folder, "runtime", "bin", "codex"), program.replace("0", "1"));

    await expect(verify(installed)).rejects.toMatchObject({
      code: "CORRUPT",
      fix: expect.stringMatching(/^npm run stage-runtime/),
    });
  });

  it("fails as resolving does when there is no runtime", async () => {
    await using installed = await createInstallation();
    await expect(verify(installed)).rejects.toMatchObject({ code: "PLATFORM_PACKAGE_MISSING" });
    await installLocked(installed);
    await rm(join(installed.packageDir("linux-x64"), "runtime", "bin", "codex"));
    await expect(verify(installed)).rejects.toMatchObject({ code: "CORRUPT" });
  });
});

function verify(installed: Installation): Promise<CodexRuntime> {
  return verifyCodexRuntime({ ...options(installed), lockFile: join(installed.root, "lock.json") });
}

function options({ root, resolve }: Installation): ResolveCodexRuntimeOptions {
  return { platform: "linux", arch: "x64", env: {}, cwd: root, resolve };
}

async function editJson(file: string, edit: Edit): Promise<void> {
  const json = JSON.parse(await readFile(file, "utf8"));
  edit(json);
  await writeFile(file, JSON.stringify(json));
}

function define(json: object, name: string): void {
  Object.defineProperty(json, name, { value: {}, enumerable: true });
}
