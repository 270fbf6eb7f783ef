import { execFile } from "node:child_process";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { Codex, type CodexOptions, OptionsError, StartupError } from "../../src/index.js";
import { createTestHome, type TestHome } from "../../src/testing/index.js";

const posix = process.platform !== "win32";

async function homeOfTest(): Promise<TestHome> {
  const home = await createTestHome();
  onTestFinished(() => home.dispose());
  return home;
}

async function start(options: CodexOptions): Promise<void> {
  const codex = new Codex(options);
  onTestFinished(() => codex.close());
  await codex.start();
}

async function startError(options: CodexOptions): Promise<Error> {
  const error = await start(options).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  return error as Error;
}

/** The environment of the running server, from the system. */
async function envOf(pid: number | undefined): Promise<string[]> {
  return (await readFile(`/proc/${pid}/environ`, "utf8")).split("\0");
}

describe.runIf(process.platform === "linux")("the server's PATH", () => {
  test.each<[string, CodexOptions]>([
    ["is not made where the environment has none", { env: { PATH: undefined } }],
    ["is left alone where it is empty", { env: { PATH: "" } }],
  ])("%s: an own one would replace the system's default", async (_, { env }) => {
    const home = await homeOfTest();
    const codex = new Codex({ env: { ...home.env, ...env } });
    onTestFinished(() => codex.close());
    await codex.start();

    const paths = (await envOf(codex.pid)).filter((entry) => entry.startsWith("PATH="));

    expect(paths).toEqual(env?.PATH === undefined ? [] : ["PATH="]);
  });

  test("begins with the folder of Codex's helper programs where there is one", async () => {
    const home = await homeOfTest();
    const codex = new Codex({ env: { ...home.env, PATH: "/usr/bin:/bin", CODEX_PATH: undefined } });
    onTestFinished(() => codex.close());
    await codex.start();

    expect(await envOf(codex.pid)).toContainEqual(
      expect.stringMatching(/^PATH=\/.*\/codex-path:\/usr\/bin:\/bin$/),
    );
  });
});

describe("the server starts", () => {
  test.runIf(posix)("without HOME and PATH, when it is told its own home", async () => {
    const { codexHome } = await homeOfTest();

    await start({ inheritEnv: false, env: {}, codexHome });
  });
});

describe.runIf(process.platform === "linux")("a command that the system does not take", () => {
  const long = "x".repeat(200_000);
  test.each<[string, CodexOptions, RegExp]>([
    [
      "names the config key that is too long, and where else it can go",
      { config: { model: "m", developer_instructions: long } },
      /config developer_instructions is too long .*\(2000\d\d bytes of \d+ .*config\.toml.*threadStart/,
    ],
    [
      "names the environment variable",
      { env: { NOTES: long } },
      /the environment variable NOTES is too long/,
    ],
    [
      "names the argument, shortened",
      { launchArgs: [`--${long}`] },
      /the argument --x{38}… is too long .*launchArgs/,
    ],
    [
      "names the longest of many that are together too long",
      {
        config: Object.fromEntries(
          Array.from({ length: 99 }, (_, i) => [`k${i}`, long.slice(i + 1e5)]),
        ),
      },
      /config k0 is too long/,
    ],
  ])("%s", async (_, { env, ...options }, message) => {
    const home = await homeOfTest();

    const error = await startError({ inheritEnv: false, env: { ...home.env, ...env }, ...options });

    expect(error).toBeInstanceOf(OptionsError);
    expect(error.message).toMatch(message);
    expect(error.cause).toMatchObject({ code: "E2BIG" });
  });
});

describe.runIf(posix)("a program that the system refuses to execute", () => {
  test("although its mode allows it, because of its interpreter", async () => {
    const home = await homeOfTest();
    const interpreter = join(home.root, "interpreter");
    const codexPath = join(home.root, "wrapper");
    await writeFile(interpreter, "");
    await writeFile(codexPath, `#!${interpreter}\n`);
    await chmod(codexPath, 0o755);

    const error = await startError({ inheritEnv: false, env: home.env, codexPath });

    expect(error).toBeInstanceOf(StartupError);
    expect(error.message).toContain(`first line names can't be executed (#!${interpreter})`);
  });
});

describe("under Node's permission model", () => {
  test("the option that allows to start programs is named", async () => {
    const home = await homeOfTest();
    const isStable = process.allowedNodeEnvironmentFlags.has("--permission");
    const program = join(home.root, "main.mjs");
    const sdk = pathToFileURL(join(import.meta.dirname, "../../dist/index.js"));
    await writeFile(
      program,
      `import { Codex } from "${sdk}";
await new Codex({ inheritEnv: false, env: {}, cwd: "/" }).start().catch(({ name, message }) => {
  console.log(name, message);
});`,
    );
    const flags = [isStable ? "--permission" : "--experimental-permission", "--allow-fs-read=*"];

    const { stdout } = await promisify(execFile)(process.execPath, [...flags, program]);

    expect(stdout).toMatch(/^StartupError .*--allow-child-process/);
  });
});
