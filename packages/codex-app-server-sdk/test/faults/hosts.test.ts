import { type ChildProcess, spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { type AnswerPart, createGate, message, testCodex } from "../../src/testing/index.js";
import { isAlive } from "../support/is-alive.js";
import { pixel } from "../support/pixel.js";

const posix = process.platform !== "win32";
const program = fileURLToPath(new URL("./host.ts", import.meta.url));
const project = fileURLToPath(new URL("../../tsconfig.json", import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

interface Host {
  child: ChildProcess;
  /** Resolves with the process id of its server, when it has printed it. */
  serverPid: Promise<number>;
  /** Resolves when it has ended, with its stderr output. */
  ended: Promise<{ exitCode: number | null; stderr: string }>;
  /** Everything that it has printed, when it has ended. */
  stdout: Promise<string>;
}

interface HostOptions {
  /** The limit of open files; 0 = as it is. */
  maxFiles?: number;
  /** What the model answers; default: a message that never ends. */
  answer?: AnswerPart;
}

/** Runs a separate program that uses the SDK. There is a picture in the folder of its server. */
async function runHost(scenario: string, options: HostOptions = {}): Promise<Host> {
  const { maxFiles = 0, answer = message(["a", createGate()]) } = options;
  const { model, home, dispose } = await testCodex();
  model.respondWith(() => answer);
  await writeFile(join(home.cwd, "pixel.png"), Buffer.from(pixel, "base64"));
  const codexOptions = JSON.stringify(home.options);
  const node = [process.execPath, "--import", tsx, program, scenario, codexOptions];
  const limited = ["sh", "-c", `ulimit -n ${maxFiles}; exec "$@"`, "sh", ...node];
  const [command = "", ...args] = maxFiles ? limited : node;
  const child = spawn(command, args, { env: { ...process.env, TSX_TSCONFIG_PATH: project } });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await dispose();
  });
  const serverPid = firstLine(child).then(Number);
  return { child, serverPid, ended: endOf(child), stdout: outputOf(child) };
}

async function outputOf({ stdout }: ChildProcess): Promise<string> {
  let text = "";
  for await (const chunk of stdout ?? []) text += chunk;
  return text;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.stdout?.setEncoding("utf8").once("data", resolve);
  });
}

function endOf(child: ChildProcess): Promise<{ exitCode: number | null; stderr: string }> {
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => {
    child.once("close", (exitCode) => resolve({ exitCode, stderr }));
  });
}

describe("a host", () => {
  test.runIf(posix)("that is killed takes its server with it", async () => {
    const { child, serverPid, ended } = await runHost("waits");
    const pid = await serverPid;
    expect(isAlive(pid)).toBe(true);

    child.kill("SIGKILL");
    await ended;

    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  test.each(["closes", "loses its server"])(
    "that %s ends by itself: no timer and no handle keeps it",
    async (scenario) => {
      const { serverPid, ended } = await runHost(scenario);
      const pid = await serverPid;

      expect(await ended).toEqual({ exitCode: 0, stderr: "" });
      expect(isAlive(pid)).toBe(false);
    },
  );

  test("that throws inside `await using` leaves no server, and keeps its own error", async () => {
    const { serverPid, ended } = await runHost("throws");
    const pid = await serverPid;

    const { exitCode, stderr } = await ended;

    expect(exitCode).toBe(1);
    expect(stderr).toContain("Error: thrown with");
    expect(stderr).not.toContain("SuppressedError");
    expect(isAlive(pid)).toBe(false);
  });

  test("that closes while its server starts ends by itself", async () => {
    const { ended } = await runHost("closes at once");

    expect(await ended).toEqual({ exitCode: 0, stderr: "" });
  });

  test.runIf(posix)("whose working folder is gone needs it for relative paths alone", async () => {
    const { ended, stdout } = await runHost("lost its folder", { answer: message("ok") });

    expect(await ended).toEqual({ exitCode: 0, stderr: "" });
    const [, texts, ...refusals] = (await stdout).trim().split("\n");
    expect(texts).toBe("ok,ok,ok");
    expect(refusals).toEqual([
      expect.stringMatching(/^OPTIONS_INVALID cwd is "work".*folder is gone/),
      expect.stringMatching(/^OPTIONS_INVALID cwd is "work".*folder is gone/),
      expect.stringMatching(/^OPTIONS_INVALID codexPath is "bin\/codex".*folder is gone/),
    ]);
  });

  test.runIf(posix)("without a free file descriptor gets an error, and goes on", async () => {
    const { ended } = await runHost("has no file descriptors", { maxFiles: 100 });

    const { exitCode, stderr } = await ended;

    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/StartupError.*EMFILE/);
  });
});
