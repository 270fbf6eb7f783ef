import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { create } from "tar";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import sdkManifest from "../../package.json" with { type: "json" };
import { type Diagnosis, healthyHome, read } from "../cli/diagnose.js";

const run = promisify(execFile);
const repository = fileURLToPath(new URL("../../../../", import.meta.url));
const platform = `${process.platform}-${process.arch}`;
/** Runs npm without a shell: on Windows its command is a script that only a shell can start. */
const npm =
  process.platform === "win32"
    ? [process.execPath, join(process.execPath, "../node_modules/npm/bin/npm-cli.js")]
    : ["npm"];

const npx =
  process.platform === "win32"
    ? [
        process.execPath,
        join(process.execPath, "../node_modules/npm/bin/npx-cli.js"),
        "--no-install",
      ]
    : ["npx", "--no-install"];

/** A user's program: it runs a turn offline and prints the result. */
const program = `
async function main({ isCodexError }, { testCodex, message }) {
  const { codex, model, dispose } = await testCodex();
  model.respond(message("It works."));
  try {
    const { finalResponse } = await (await codex.threadStart()).run("Does it?");
    console.log(finalResponse, codex.metadata.userAgent);
  } catch (error) {
    console.log(isCodexError(error), error.name, error.message);
  } finally {
    await dispose();
  }
}
`;
const programs = {
  "main.mjs": `import * as sdk from "codex-app-server-sdk";
import * as testing from "codex-app-server-sdk/testing";
${program}
main(sdk, testing);`,
  "main.cjs": `${program}
main(require("codex-app-server-sdk"), require("codex-app-server-sdk/testing"));`,
};

const { version: sdkVersion } = sdkManifest;

let work = "";
let registry = { url: "", close: async (): Promise<void> => {} };
const tarballs = { sdk: "", meta: "", platform: "" };

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), "codex install "));
  registry = await startEmptyRegistry();
  tarballs.sdk = await pack("packages/codex-app-server-sdk");
  tarballs.meta = await pack("packages/openai-codex-cli-bin");
  tarballs.platform = await stagePlatform();
}, 120_000);

afterAll(async () => {
  await registry.close();
  await rm(work, { recursive: true, force: true });
});

describe("the three packages installed from files into an empty project", () => {
  let project = "";
  beforeAll(async () => {
    project = await install("complete", [tarballs.sdk, tarballs.meta, tarballs.platform]);
  }, 120_000);

  test.each(Object.keys(programs))("run a turn from %s", async (name) => {
    expect(await runProgram(project, name)).toMatch(
      new RegExp(`^It works\\. codex-app-server-sdk/\\d+\\.\\d+\\.\\d+.*; ${sdkVersion}\\)`),
    );
  });

  test("bring the command that logs in", async () => {
    const [command = "", ...start] = npx;
    const options = { cwd: project, env: { ...userEnv(), CODEX_HOME: await emptyHome() } };

    const asked = run(command, [...start, "openai-codex-cli-bin", "login", "status"], options);

    // Exit code 1 says that nobody is logged in.
    await expect(asked).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Not logged in"),
    });
  });

  test("bring the command line, and doctor says what is missing and damaged with what mends it", async () => {
    const home = await healthyHome();
    const packageFolder = join(project, "node_modules", `openai-codex-cli-bin-${platform}`);
    const registrySettings = {
      npm_config_registry: registry.url,
      npm_config_cache: join(work, "npm-cache"),
    };
    const diagnose = async (): Promise<Diagnosis> => {
      const [command = "", ...start] = npx;
      const args = [...start, "codex-app-server-sdk", "doctor", "--json"];
      const options = { cwd: project, env: { ...userEnv(), ...home.env } };
      const failed = (error: { stdout: string; code: number }): typeof error => error;
      const { stdout, code } = await run(command, args, options).then(
        (result) => ({ ...result, code: 0 }),
        failed,
      );
      return read(code, stdout);
    };
    const follow = (fix = ""): Promise<unknown> =>
      run(fix, { shell: true, env: { ...userEnv(), ...registrySettings } });

    expect(failuresOf(await diagnose())).toEqual([]);

    await rm(packageFolder, { recursive: true });
    const missing = await diagnose();
    expect([missing.exitCode, missing.wrong]).toEqual([1, ["binary"]]);
    await follow(missing.line("binary").fix);
    expect(failuresOf(await diagnose())).toEqual([]);

    const file = join(packageFolder, "LICENSE");
    await writeFile(file, `${await readFile(file, "utf8")} `);
    const damaged = await diagnose();
    expect([damaged.exitCode, damaged.wrong]).toEqual([1, ["verified"]]);
    expect(damaged.line("verified").message).toContain(file);
    await follow(damaged.line("verified").fix);
    expect(failuresOf(await diagnose())).toEqual([]);
  });

  test("bring nothing else along", async () => {
    const installed = await readdir(join(project, "node_modules"));

    expect(installed.filter((name) => !name.startsWith(".")).sort()).toEqual([
      "codex-app-server-sdk",
      "openai-codex-cli-bin",
      `openai-codex-cli-bin-${platform}`,
    ]);
  });

  test("run without the runtime package's code, so that the SDK's releases can mend it", async () => {
    await rm(join(project, "node_modules", "openai-codex-cli-bin", "dist"), { recursive: true });

    for (const name of Object.keys(programs)) {
      expect(await runProgram(project, name)).toMatch(/^It works\./);
    }
  });
});

describe("without the platform package", () => {
  test("the install succeeds, and the error names what is missing and the fix", async () => {
    const project = await install("incomplete", [tarballs.sdk, tarballs.meta]);

    for (const name of Object.keys(programs)) {
      const output = await runProgram(project, name);
      expect(output).toContain("true RuntimeNotFoundError");
      expect(output).toContain(`openai-codex-cli-bin-${platform}`);
      expect(output).toContain("npm install");
    }
  });
});

/** The lines of the checks that found something wrong. */
function failuresOf({ wrong, line }: Diagnosis): unknown[] {
  return wrong.map(line);
}

/** An empty registry: any package that an install asks for is missing. */
async function startEmptyRegistry(): Promise<typeof registry> {
  const server = createServer((_, response) => response.writeHead(404).end("{}"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Packs a workspace package as it would be published. */
async function pack(folder: string): Promise<string> {
  const destination = await mkdtemp(join(work, "packed-"));
  const pnpm = join(repository, "node_modules/pnpm/bin/pnpm.cjs");
  await run(process.execPath, [pnpm, "pack", "--pack-destination", destination], {
    cwd: join(repository, folder),
  });
  const [file = ""] = await readdir(destination);
  return join(destination, file);
}

/** Stages the platform package of this machine, with fast instead of small compression. */
async function stagePlatform(): Promise<string> {
  const out = join(work, "staged");
  const cli = join(repository, "tooling/release/src/cli.ts");
  await run(process.execPath, ["--import", import.meta.resolve("tsx"), cli, "stage-runtime", out]);
  const file = join(work, "platform.tgz");
  // The mark that the tools have made the folder is not published.
  const filter = (path: string): boolean => !path.endsWith(".codex-release");
  await create({ file, cwd: out, prefix: "package", gzip: { level: 1 }, filter }, ["."]);
  return file;
}

async function install(name: string, files: string[]): Promise<string> {
  const project = join(work, name);
  await mkdir(project);
  await writeFile(join(project, "package.json"), JSON.stringify({ name, private: true }));
  for (const [file, source] of Object.entries(programs)) {
    await writeFile(join(project, file), source);
  }
  const [command = "", ...start] = npm;
  await run(command, [...start, "install", "--no-audit", "--no-fund", ...files], {
    cwd: project,
    env: {
      ...userEnv(),
      npm_config_registry: registry.url,
      npm_config_cache: join(work, "npm-cache"),
    },
  });
  const manifest = JSON.parse(await readFile(join(project, "package.json"), "utf8")) as {
    dependencies: object;
  };
  expect(Object.keys(manifest.dependencies)).toHaveLength(files.length);
  return project;
}

function emptyHome(): Promise<string> {
  return mkdtemp(join(work, "codex-home-"));
}

async function runProgram(project: string, file: string): Promise<string> {
  const { stdout } = await run(process.execPath, [join(project, file)], {
    cwd: project,
    env: userEnv(),
  });
  return stdout;
}

/**
 * The environment of a user: the test runner's NODE_PATH would find the packages of the workspace.
 */
function userEnv(): NodeJS.ProcessEnv {
  const { NODE_PATH: _workspace, CODEX_PATH: _other, ...env } = process.env;
  const kept = Object.entries(env).filter(([name]) => !name.toLowerCase().startsWith("npm_"));
  return { ...Object.fromEntries(kept), HOME: work };
}
