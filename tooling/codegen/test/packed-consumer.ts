import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { extract } from "tar";
import { type CompilerVersion, compile } from "./compile.js";

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const fixtures = fileURLToPath(new URL("types/", import.meta.url));
const programs = ["protocol.ts", "client.ts", "options.ts"];

/** How a project finds packages, with the kind of modules that goes with it. */
const modules = { node10: "commonjs", node16: "node16", nodenext: "nodenext", bundler: "esnext" };

export type ModuleResolution = keyof typeof modules;

/** Which global types a project has: those of Node, or of a browser only. */
export type Globals = "browser" | "node";

/** A user's project, with the package as it would be published. */
export interface PackedConsumer {
  /** What a compiler says about the programs; an empty string when they compile. */
  compile(
    version: CompilerVersion,
    resolution: ModuleResolution,
    globals?: Globals,
  ): Promise<string>;
  dispose(): Promise<void>;
}

/** Packs the SDK and unpacks it into a new project. */
export async function createPackedConsumer(): Promise<PackedConsumer> {
  const root = await mkdtemp(join(tmpdir(), "packed-consumer-"));
  await install(root);
  for (const kind of ["module", "commonjs"]) {
    await mkdir(join(root, kind));
    await writeFile(join(root, kind, "package.json"), JSON.stringify({ type: kind }));
    for (const name of programs) await cp(join(fixtures, name), join(root, kind, name));
  }
  return {
    async compile(version, resolution, globals = "browser"): Promise<string> {
      const kind = resolution === "nodenext" || resolution === "bundler" ? "module" : "commonjs";
      const project = join(root, kind, `${version}-${resolution}-${globals}.json`);
      await writeFile(project, JSON.stringify(configuration(version, resolution, globals)));
      return compile(version, project);
    },
    dispose: () => rm(root, { recursive: true, force: true }),
  };
}

async function install(root: string): Promise<void> {
  const pnpm = join(repository, "node_modules/pnpm/bin/pnpm.cjs");
  const packed = join(root, "packed");
  await promisify(execFile)(process.execPath, [pnpm, "pack", "--pack-destination", packed], {
    cwd: join(repository, "packages/codex-app-server-sdk"),
  });
  const [tarball = ""] = await readdir(packed);
  const sdk = join(root, "node_modules/codex-app-server-sdk");
  await mkdir(sdk, { recursive: true });
  await extract({ file: join(packed, tarball), cwd: sdk, strip: 1 });
  await symlink(join(repository, "node_modules/@types"), join(root, "node_modules/@types"), "dir");
}

/** As strict as a project can be. Where libraries are checked, it passes without that, too. */
function configuration(
  version: CompilerVersion,
  resolution: ModuleResolution,
  globals: Globals,
): object {
  const isNode = globals === "node";
  return {
    compilerOptions: {
      target: "ES2022",
      lib: ["ES2023", "ESNext.Disposable", ...(isNode ? [] : ["DOM"])],
      types: isNode ? ["node"] : [],
      skipLibCheck: isNode,
      module: modules[resolution],
      moduleResolution: resolution,
      // TypeScript 6 still has node10, and wants to hear that it is meant.
      ...(version === "6" && resolution === "node10" && { ignoreDeprecations: "6.0" }),
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noPropertyAccessFromIndexSignature: true,
      noEmit: true,
    },
    files: programs,
  };
}
