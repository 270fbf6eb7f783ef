import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  Codex,
  type CodexOptions,
  InvalidRequestError,
  RuntimeNotFoundError,
  StartupError,
} from "../../src/index.js";
import { message } from "../../src/testing/index.js";
import { startCodex } from "./start-codex.js";

async function startError(options: CodexOptions): Promise<Error> {
  const codex = new Codex(options);
  const error = await codex.start().catch((reason: unknown) => reason);
  expect(codex.state).toBe("failed");
  expect(codex.pid).toBeUndefined();
  await codex.close();
  expect(error).toBeInstanceOf(Error);
  return error as Error;
}

/** Writes an executable Node program into the test's folder. */
async function program(folder: string, source: string): Promise<string> {
  const path = join(folder, "not-codex");
  await writeFile(path, `#!${process.execPath}\n${source}\n`);
  await chmod(path, 0o755);
  return path;
}

describe("a started server", () => {
  test("reports its version, home and platform", async () => {
    const { codex, home } = await startCodex();

    const metadata = await codex.start();

    expect(metadata.serverVersion).toMatch(/^\d+\.\d+\.\d+/);
    expect(metadata.codexHome).toBe(home.codexHome);
    expect(codex.metadata).toBe(metadata);
    expect(codex.state).toBe("ready");
  });

  test("is started once, however many calls wait for it", async () => {
    const { codex } = await startCodex();

    const [first, second] = await Promise.all([codex.start(), codex.start()]);

    expect(first).toBe(second);
  });
});

describe("codexPath", () => {
  test("that does not exist is named in the error", async () => {
    const error = await startError({ codexPath: "/nowhere/codex" });

    expect(error).toBeInstanceOf(RuntimeNotFoundError);
    expect(error.message).toContain("/nowhere/codex");
  });

  test("in the environment is looked at too, and named as such", async () => {
    const error = await startError({ env: { CODEX_PATH: "/nowhere/codex" } });

    expect(error).toBeInstanceOf(RuntimeNotFoundError);
    expect(error.message).toContain("CODEX_PATH");
  });

  test("to a folder says so", async () => {
    const { home } = await startCodex();

    const error = await startError({ codexPath: home.root });

    expect(error).toBeInstanceOf(RuntimeNotFoundError);
    expect(error.message).toContain("is a folder");
  });

  test.runIf(process.platform !== "win32")(
    "to a file without the executable bit says how to set it",
    async () => {
      const { home } = await startCodex();
      const path = join(home.root, "codex");
      await writeFile(path, "");

      const error = await startError({ codexPath: path });

      expect(error).toBeInstanceOf(RuntimeNotFoundError);
      expect(error.message).toContain(`chmod 755 ${path}`);
    },
  );

  test.runIf(process.platform !== "win32")(
    "to a program that exits ends with its last words",
    async () => {
      const { home } = await startCodex();
      const codexPath = await program(
        home.root,
        `console.error("I am not Codex"); process.exit(3);`,
      );

      const error = await startError({ codexPath });

      expect(error).toBeInstanceOf(StartupError);
      expect(error.message).toContain(codexPath);
      expect(error.message).toContain("code 3");
      expect(error.message.endsWith("I am not Codex")).toBe(true);
      expect(error.cause).toMatchObject({ name: "TransportClosedError", exitCode: 3 });
    },
  );

  test.runIf(process.platform !== "win32")(
    "to a silent program is given up after startMs",
    async () => {
      const { home } = await startCodex();
      const codexPath = await program(
        home.root,
        `console.error("waiting"); process.stdin.on("end", () => process.exit()).resume();`,
      );

      const error = await startError({ codexPath, timeouts: { startMs: 1_000 } });

      expect(error).toBeInstanceOf(StartupError);
      expect(error.message).toContain("1000 ms");
      expect((error as StartupError).stderrTail).toBe("waiting");
    },
  );

  test.runIf(process.platform !== "win32")("to a program that only echoes is refused", async () => {
    const error = await startError({ codexPath: "/bin/cat" });

    expect(error).toBeInstanceOf(StartupError);
  });
});

describe("the server's own words", () => {
  test("about a missing CODEX_HOME are in the error", async () => {
    const { home } = await startCodex();

    const error = await startError({ ...home.options, codexHome: join(home.root, "missing") });

    expect(error).toBeInstanceOf(StartupError);
    expect(error.message).toMatch(/CODEX_HOME.*missing/s);
  });

  test.each([
    ["is no TOML", "model = [broken"],
    ["has a value of the wrong type", "model_reasoning_effort = 5"],
    ["has an unknown word", 'sandbox_mode = "nope"'],
  ])("about a config.toml that %s are in the error of the first thread", async (_, config) => {
    const { codex, home } = await startCodex();
    await writeFile(join(home.codexHome, "config.toml"), config);

    const error = await codex.threadStart().catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(error).toMatchObject({ code: "INVALID_REQUEST" });
    expect((error as Error).message).toContain("failed to load configuration");
  });
});

test("what the server wrote before its last message is not quoted as the reason of its end", async () => {
  const { codex, model } = await startCodex();
  model.respond(message("fine"));
  await (await codex.threadStart({ sandbox: "read-only" })).run("Go");

  process.kill(codex.pid ?? 0, "SIGKILL");
  const reason = await codex.ended;

  expect(reason?.message).toBe("The app-server was ended by SIGKILL.");
  expect(reason?.stderrTail).not.toContain("\u001b");
});

describe("a failed start", () => {
  test("may be tried again once its cause is gone", async () => {
    const { home } = await startCodex();
    const late = join(home.root, "late-home");
    const retrying = new Codex({ ...home.options, codexHome: late });
    await expect(retrying.start()).rejects.toBeInstanceOf(StartupError);
    await mkdir(late);

    const metadata = await retrying.start();

    expect(metadata.codexHome).toBe(late);
    expect(retrying.state).toBe("ready");
    await retrying.close();
  });
});
