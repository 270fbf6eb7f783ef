import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { thisRepository } from "../../repository.js";
import { installTool, installTools } from "../install-tool.js";
import { createBareEnv, runProgram } from "../run-program.js";
import { appFiles, nextAppFiles } from "./apps.js";
import { type Bundle, bundlers, bundles, nextTools } from "./bundlers.js";
import { documentedCommand, documentedDockerfile, documentedFile } from "./deploying-guide.js";
import { runDockerfile } from "./dockerfile-run.js";
import { InstalledApp, platformPackage, writeFiles } from "./installed-app.js";
import { linkTree } from "./link-tree.js";
import { NextServer } from "./next-server.js";

const exe = process.platform === "win32" ? "codex.exe" : "codex";

let app: InstalledApp;
let path: string;
beforeAll(async () => {
  app = await InstalledApp.create();
  const tools = await installTools(bundlers, thisRepository);
  const bun = await installTool("bun@1.4.5", thisRepository);
  const deno = await installTool("deno@2.9.6", thisRepository);
  await app.addTools(tools);
  await writeFiles(app.folder, appFiles);
  const programs = [tools, bun, deno].map((modules) => join(modules, ".bin"));
  path = [...programs, process.env.PATH].join(delimiter);
}, 300_000);

afterAll(() => app[Symbol.asyncDispose]());

describe("an app bundled as the guide on deploying says", () => {
  it.each(bundles)("by $tool as $format runs a turn in place", async (bundle) => {
    await writeFiles(app.folder, bundle.files);
    const { code, stderr } = await inShell(bundle.build);
    expect([code, stderr]).toEqual([0, expect.not.stringMatching(/warn|error/i)]);
    expect(await runBundle(app.folder, bundle)).toBe(app.success);
  });
});

describe("an app that is not bundled", () => {
  it("finds the installed binary to be what the lock says", async () => {
    expect(await inShell("node verify.mjs")).toMatchObject({
      stdout: `${app.release.version}\n`,
      stderr: "",
    });
  });

  it.each(["bun run", "deno run", "node --permission"])("starts with %s", async (start) => {
    const home = app.elsewhere("home");
    await mkdir(home, { recursive: true });
    const command = documentedCommand(start)
      .replace(/(dist\/)?app\.mjs/, `start.mjs '${home}'`)
      .replace("/srv/*", `'${app.folder}/*'`)
      .replace("--permission", permissionFlag());
    expect((await inShell(command)).stdout).toBe(`${app.release.version}\n`);
  });
});

describe.runIf(process.platform === "linux")("an image made as the guide's Dockerfile says", () => {
  it("runs a turn as a plain user, from a bundle and the platform package alone", async () => {
    const root = await mkdtemp(join(tmpdir(), "images-"));
    onTestFinished(() => rm(root, { recursive: true }));
    // The bundler is on PATH instead of among the dependencies of the project.
    const instructions = documentedDockerfile().map(({ name, args }) => ({
      name,
      args: args.replace(/^npx /, ""),
    }));
    const run = { root, context: app.folder, env: { ...app.project.env, PATH: path } };
    expect(await runDockerfile(instructions, run)).toBe(app.success);
  });
});

describe("an app of Next.js, built as the guide says and moved away", () => {
  it.each(["--turbopack", "--webpack"])("runs a turn, built with %s", async (bundler) => {
    const folder = app.elsewhere(`next${bundler}`);
    await linkTree(await installTools(nextTools, thisRepository), join(folder, "node_modules"));
    for (const name of ["codex-app-server-sdk", "openai-codex-cli-bin", platformPackage]) {
      await linkTree(join(app.folder, "node_modules", name), join(folder, "node_modules", name));
    }
    const config = { "next.config.mjs": documentedFile("next.config.mjs") };
    await writeFiles(folder, { ...nextAppFiles, ...config });
    const next = join(folder, "node_modules", "next", "dist", "bin", "next");
    const { code, stderr } = await app.run([process.execPath, next, "build", bundler], folder);
    expect([code, stderr]).toEqual([0, expect.not.stringMatching(/error/i)]);
    const moved = app.elsewhere(`next-moved${bundler}`);
    await rename(join(folder, ".next", "standalone"), moved);
    await rm(folder, { recursive: true });

    await using server = await NextServer.start(moved);
    expect(await server.text("/turn")).toBe(app.success.trim());

    const kept = app.elsewhere(`kept${bundler}`);
    await rename(join(moved, "node_modules", platformPackage), kept);
    const message = await server.text("/turn");
    expect(message).toContain("outputFileTracingIncludes");
    const [, place = ""] =
      /fix: copy \S+ from where the app was built to (.*?) \(/.exec(message) ?? [];
    expect(place).toContain(moved);
    await rename(kept, place.replaceAll("'", ""));
    expect(await server.text("/turn")).toBe(app.success.trim());
  });
});

describe("an app bundled into one file", () => {
  it.each([
    ["esm", "single.mjs"],
    ["cjs", "single.cjs"],
  ])(
    "as %s runs a turn anywhere with codexPath, and says what is missing without",
    async (format, name) => {
      const build = `esbuild app.mjs --bundle --platform=node --format=${format} --outfile=${name}`;
      expect((await inShell(build)).code).toBe(0);
      const elsewhere = app.elsewhere(`single-${format}`);
      await mkdir(elsewhere);
      await copyFile(join(app.folder, name), join(elsewhere, name));
      const codexPath = join(app.folder, "node_modules", platformPackage, "runtime", "bin", exe);
      const command = [process.execPath, join(elsewhere, name)];
      expect((await app.run([...command, codexPath], elsewhere)).stdout).toBe(app.success);
      expect((await app.run(command, elsewhere)).stdout).toMatch(
        /^RuntimeNotFoundError [\s\S]*openai-codex-cli-bin-[\s\S]*codexPath option/,
      );
      expect(await readdir(elsewhere)).toEqual([name]);
    },
  );
});

describe("a bundle that was moved away, together with the platform package", () => {
  let moved: string;
  beforeAll(async () => {
    moved = app.elsewhere("moved");
    await mkdir(moved);
    await rename(join(app.folder, "dist"), join(moved, "dist"));
    const inModules = join("node_modules", platformPackage);
    await linkTree(join(app.folder, inModules), join(moved, inModules));
    await rm(app.folder, { recursive: true });
  });

  it.each(bundles)("runs a turn, built by $tool as $format", async (bundle) => {
    expect(await runBundle(moved, bundle)).toBe(app.success);
  });
});

function permissionFlag(): string {
  const isStable = process.allowedNodeEnvironmentFlags.has("--permission");
  return isStable ? "--permission" : "--experimental-permission";
}

async function inShell(line: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...createBareEnv(app.release.scratch), PATH: path, DENO_NO_UPDATE_CHECK: "1" };
  return runProgram(["sh", "-c", line], { cwd: app.folder, env });
}

async function runBundle(root: string, { folder, main, format }: Bundle): Promise<string> {
  const file = join(root, folder, main);
  const command = format === "executable" ? [file] : [process.execPath, file];
  // Neither the folder nor the environment leads to the project.
  const { stdout, stderr } = await app.run(command, app.release.scratch);
  return stdout || stderr;
}
