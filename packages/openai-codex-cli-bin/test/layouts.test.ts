import { execFileSync } from "node:child_process";
import {
  chmod,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  createInstallation,
  type Installation,
  installMeta,
  installPlatform,
  lockText,
} from "./installed-package.js";
import { runNode } from "./run-node.js";

const isPosix = process.platform !== "win32";
const here = `${process.platform}-${process.arch}`;
const packageName = `openai-codex-cli-bin-${here}`;
const dist = join(dirname(dirname(fileURLToPath(import.meta.url))), "dist");

/** What a program prints that uses `runtime`. */
const report = `
try {
  console.log(JSON.stringify({ found: runtime.bundledCodexPath() }));
} catch (error) {
  const { name, code, message, fix } = error;
  console.log(JSON.stringify({ name, code, message, fix }));
}
`;

/** A project with this package and the platform's, and a program that uses them. */
async function createProject(start = ""): Promise<Installation & { program: string }> {
  const installed = await createInstallation();
  await installMeta(installed);
  await installPlatform(installed, { platform: here });
  const program = join(installed.root, "main.cjs");
  await writeFile(program, `${start}\nconst runtime = require("openai-codex-cli-bin");\n${report}`);
  return { ...installed, program };
}

const codexIn = (folder: string): string => join(folder, "runtime", "bin", "codex");

describe("the platform package is found", () => {
  it("in CommonJS where there is a document, as in Jest's jsdom and in a renderer", async () => {
    const document = `globalThis.document = { currentScript: null, baseURI: "http://localhost/" };`;
    await using project = await createProject(document);
    expect(await runNode(project.program)).toEqual({ found: codexIn(project.packageDir(here)) });
  });

  it("in the pinned version, where another one is nearer to the root", async () => {
    await using project = await createProject();
    const { root } = project;
    const inner = join(root, "node_modules", "openai-codex-cli-bin", "node_modules");
    await mkdir(inner);
    await rename(project.packageDir(here), join(inner, packageName));
    await installPlatform(project, { platform: here });
    const manifest = join(project.packageDir(here), "package.json");
    await writeFile(manifest, JSON.stringify({ name: packageName, version: "0.1.0" }));
    const bundle = join(root, "dist", "main.cjs");
    await writeBundle(bundle, "cjs");
    expect(await runNode(bundle)).toEqual({ found: codexIn(join(inner, packageName)) });
  });
});

describe("a bundle with this code finds the platform package", () => {
  it.each(["cjs", "mjs"] as const)("beside it, wherever it was built: %s", async (format) => {
    await using project = await createProject();
    const bundle = join(project.root, "dist", `main.${format}`);
    await writeBundle(bundle, format, "file:///build/machine/index.js");
    expect(await runNode(bundle)).toEqual({ found: codexIn(project.packageDir(here)) });
  });

  it.runIf(isPosix)("when it is started through a link, as programs of packages are", async () => {
    await using project = await createProject();
    const bundle = join(project.root, "dist", "main.mjs");
    await writeBundle(bundle, "mjs", "file:///build/machine/index.js");
    const link = `${project.root}-link.mjs`;
    await symlink(bundle, link);
    try {
      expect(await runNode(link)).toEqual({ found: codexIn(project.packageDir(here)) });
    } finally {
      await rm(link);
    }
  });

  it.runIf(isPosix)("where only the SDK's own folder leads to it, as with pnpm", async () => {
    await using project = await createProject();
    const { root } = project;
    const store = join(root, "node_modules", ".pnpm");
    const meta = join(store, "meta", "node_modules");
    const sdk = join(store, "sdk", "node_modules");
    await mkdir(meta, { recursive: true });
    await mkdir(join(sdk, "codex-app-server-sdk"), { recursive: true });
    await writeFile(join(sdk, "codex-app-server-sdk", "package.json"), "{}");
    await rename(
      join(root, "node_modules", "openai-codex-cli-bin"),
      join(meta, "openai-codex-cli-bin"),
    );
    await rename(project.packageDir(here), join(meta, packageName));
    await symlink(join(meta, "openai-codex-cli-bin"), join(sdk, "openai-codex-cli-bin"));
    await symlink(
      join(sdk, "codex-app-server-sdk"),
      join(root, "node_modules", "codex-app-server-sdk"),
    );
    const bundle = join(root, "dist", "main.cjs");
    await writeBundle(bundle, "cjs");
    expect(await runNode(bundle)).toEqual({ found: codexIn(join(meta, packageName)) });
  });
});

describe("an app from which only the files were copied that its code loads", () => {
  it("is told what file tracers leave out, also where npm's own record came along", async () => {
    await using project = await createProject();
    const { root } = project;
    const bundle = join(root, "dist", "main.cjs");
    await writeBundle(bundle, "cjs");
    await writeFile(join(root, "node_modules", ".package-lock.json"), lockText);
    await rename(project.packageDir(here), join(root, "kept"));
    expect((await runNode(bundle)).fix).toBe(`cd ${root} && npm install --include=optional`);

    await rm(join(root, "node_modules", "openai-codex-cli-bin"), { recursive: true });
    const { fix } = await runNode(bundle);

    const [, place = ""] = /^copy \S+ from where the app was built to (\S+) /.exec(`${fix}`) ?? [];
    expect(fix).toContain("outputFileTracingIncludes");
    await rename(join(root, "kept"), place);
    expect(await runNode(bundle)).toEqual({ found: codexIn(place) });
  });
});

describe("verifying compares with the lock of the installed package", () => {
  const verification = `
runtime.verifyCodexRuntime().catch(({ code, summary }) => {
  console.log(JSON.stringify({ code, summary }));
});
`;
  it.each<[string, (project: Installation) => Promise<string>]>([
    [
      "from CommonJS",
      async ({ root }) => {
        const file = join(root, "verify.cjs");
        await writeFile(file, `const runtime = require("openai-codex-cli-bin");${verification}`);
        return file;
      },
    ],
    [
      "from an ES module",
      async ({ root }) => {
        const file = join(root, "verify.mjs");
        await writeFile(file, `import * as runtime from "openai-codex-cli-bin";${verification}`);
        return file;
      },
    ],
    [
      "from a bundle beside it",
      async ({ root }) => {
        const file = join(root, "dist", "verify.cjs");
        await writeBundle(file, "cjs");
        await writeFile(file, `const runtime = require("./index.cjs");${verification}`);
        return file;
      },
    ],
  ])("%s", async (_, write) => {
    await using project = await createProject();
    expect(await runNode(await write(project))).toMatchObject({
      code: "CORRUPT",
      summary: expect.stringContaining("differs from the lock"),
    });
  });
});

describe("a platform package that was not installed completely is CORRUPT, and only it is replaced", () => {
  const damages: Record<string, (manifest: string) => Promise<void>> = {
    "with a package.json cut short": (manifest) => writeFile(manifest, '{"name":"openai-cod'),
    "with an empty package.json": (manifest) => writeFile(manifest, ""),
    "without its package.json": (manifest) => rm(manifest),
  };
  it.each(Object.keys(damages))("%s", async (name) => {
    await using project = await createProject();
    const folder = project.packageDir(here);
    await damages[name]?.(join(folder, "package.json"));
    expect(await runNode(project.program)).toMatchObject({
      code: "CORRUPT",
      message: expect.stringContaining(folder),
      fix: `rm -rf ${folder} && cd ${project.root} && npm install --include=optional`,
    });
  });

  it.runIf(isPosix)("but a link that leads nowhere means that it is missing", async () => {
    await using project = await createProject();
    await rm(project.packageDir(here), { recursive: true });
    await symlink(join(project.root, "nowhere"), project.packageDir(here));
    expect(await runNode(project.program)).toMatchObject({ code: "PLATFORM_PACKAGE_MISSING" });
  });
});

describe("a project in a folder of any name", () => {
  it.runIf(isPosix)("is named in the fix so that a shell understands it", async () => {
    await using project = await createProject();
    const odd = join(project.root, "it's $HOME");
    await mkdir(odd);
    for (const name of ["node_modules", "package-lock.json", "main.cjs"]) {
      await cp(join(project.root, name), join(odd, name), { recursive: true });
    }
    await rm(join(odd, "node_modules", packageName), { recursive: true });
    await rm(join(project.root, "node_modules"), { recursive: true });
    const { fix } = await runNode(join(odd, "main.cjs"));
    const folder = String(fix).split(" && ")[0] ?? "";
    expect(execFileSync("sh", ["-c", `${folder} && pwd`], { encoding: "utf8" })).toBe(`${odd}\n`);
  });
});

/** Rights as another user sees them; only root can become one. */
const canChangeUser = process.getuid?.() === 0;
const nobody = 65_534;

describe("what the system keeps from this process", () => {
  const isStable = process.allowedNodeEnvironmentFlags.has("--permission");
  const permission = isStable ? "--permission" : "--experimental-permission";

  it("by Node's permission model is UNREADABLE, with the option that allows it", async () => {
    await using project = await createProject();
    const allowed = [project.program, join(project.root, "node_modules", "openai-codex-cli-bin")];
    const flags = [
      permission,
      ...allowed.map((path) => `--allow-fs-read=${path}${path.endsWith("cjs") ? "" : "/*"}`),
    ];
    const error = await runNode(project.program, { flags });
    expect(error).toMatchObject({ name: "CodexRuntimeError", code: "UNREADABLE" });
    const [option = ""] = /--allow-fs-read=.*/.exec(String(error.fix)) ?? [];
    const unquoted = option.replaceAll("'", "");
    expect(await runNode(project.program, { flags: [...flags, unquoted] })).toEqual({
      found: codexIn(project.packageDir(here)),
    });
  });

  it.runIf(canChangeUser)("by the rights of a folder is UNREADABLE", async () => {
    await using project = await createProject();
    await chmod(project.root, 0o755);
    await chmod(project.packageDir(here), 0o700);
    expect(await runNode(project.program, { uid: nobody })).toMatchObject({
      code: "UNREADABLE",
      message: expect.stringContaining(project.packageDir(here)),
    });
  });

  it.runIf(canChangeUser)(
    "by the mode of the program is NOT_EXECUTABLE for that user",
    async () => {
      await using project = await createProject();
      await chmod(project.root, 0o755);
      await chmod(codexIn(project.packageDir(here)), 0o744);
      expect(await runNode(project.program, { uid: nobody })).toMatchObject({
        code: "NOT_EXECUTABLE",
        message: expect.stringMatching(/user 65534/),
        fix: `as its owner: chmod 755 ${codexIn(project.packageDir(here))}`,
      });
    },
  );

  it.runIf(canMount())(
    "by a file system mounted noexec is NOT_EXECUTABLE with the mount point",
    async () => {
      await using project = await createProject();
      const mount = join(project.root, "no exec");
      await mkdir(mount);
      const script = `mount -t tmpfs -o noexec tmpfs "$0" && cp -R "$1"/node_modules "$1"/main.cjs "$1"/package-lock.json "$0" && shift && exec "$@"`;
      const under = ["unshare", "-Urm", "sh", "-c", script, mount, project.root];
      expect(await runNode(join(mount, "main.cjs"), { under })).toMatchObject({
        code: "NOT_EXECUTABLE",
        message: expect.stringContaining(`${mount} is mounted noexec`),
        fix: expect.not.stringContaining("chmod"),
      });
    },
  );
});

function canMount(): boolean {
  try {
    execFileSync("unshare", ["-Urm", "true"]);
    return true;
  } catch {
    // Not Linux, or user namespaces are switched off.
    return false;
  }
}

/** Copies this package's code out of the package, as a bundler does. */
async function writeBundle(file: string, format: "cjs" | "mjs", url?: string): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true });
  const extension = format === "cjs" ? ".cjs" : ".js";
  for (const name of (await readdir(dist)).filter((each) => each.endsWith(extension))) {
    const code = await readFile(join(dist, name), "utf8");
    const target = join(folder, name.replace(/\.js$/, ".mjs"));
    const moved = url ? code.replaceAll("import.meta.url", JSON.stringify(url)) : code;
    await writeFile(target, moved.replaceAll(/(from "\.\/[\w-]+)\.js"/g, '$1.mjs"'));
  }
  const load =
    format === "cjs"
      ? `const runtime = require("./index.cjs");`
      : `import * as runtime from "./index.mjs";`;
  await writeFile(file, `${load}\n${report}`);
}
