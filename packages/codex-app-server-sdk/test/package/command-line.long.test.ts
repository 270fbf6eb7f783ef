import { type ChildProcess, execFile, spawn } from "node:child_process";
import {
  chmod,
  chown,
  cp,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Diagnosis, fakeCodex, healthyHome, read, storedKey } from "../cli/diagnose.js";
import { makeUsersProject } from "../support/users-project.js";

const project = await makeUsersProject();
afterAll(() => project.dispose());

const shell = promisify(execFile);
const program = join(project.sdk, "bin/codex-app-server-sdk.js");
const platform = `openai-codex-cli-bin-${process.platform}-${process.arch}`;
const platformFolder = join(project.folder, "node_modules", platform);
const aside = `${platformFolder}.aside`;
const isLinux = process.platform === "linux";
const nobody = 65_534;
const canChangeUser = isLinux && process.getuid?.() === 0;

beforeAll(async () => {
  // Of the runtime package only these are needed: its code is a part of this one.
  const [from, to] = ["openai-codex-cli-bin", join(project.sdk, "../openai-codex-cli-bin")];
  await mkdir(to);
  for (const name of ["package.json", "codex-runtime.lock.json"]) {
    await cp(fileURLToPath(import.meta.resolve(`${from}/${name}`)), join(to, name));
  }
  const lock = { packages: { [`node_modules/${platform}`]: {}, [`node_modules/${from}`]: {} } };
  await writeFile(join(project.folder, "package-lock.json"), JSON.stringify(lock));
});

interface RunOptions {
  env?: Readonly<Record<string, string | undefined>>;
  uid?: number;
}

interface Started {
  child: ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream };
  exitCode: Promise<number | null>;
}

/** Starts the command line as it is installed. */
function start(args: readonly string[], { env = process.env, uid }: RunOptions = {}): Started {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: project.folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  return { child, exitCode: new Promise((resolve) => child.once("exit", resolve)) };
}

async function run(
  args: readonly string[],
  options?: RunOptions,
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const { child, exitCode } = start(args, options);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { exitCode: await exitCode, stdout, stderr };
}

async function diagnose(options: RunOptions): Promise<Diagnosis> {
  const { exitCode, stdout } = await run(["doctor", "--json"], options);
  return read(exitCode ?? -1, stdout);
}

/** The processes that have this text in their environment. */
async function processesWith(part: string): Promise<string[]> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = ids.map(async (id) => {
    const environment = await readFile(`/proc/${id}/environ`, "utf8").catch(() => "");
    return environment.includes(part) ? [id] : [];
  });
  return (await Promise.all(found)).flat();
}

describe("the installed command line", () => {
  test("has its usage errors on stderr alone", async () => {
    expect(await run(["nosuch"])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: "error: unknown command 'nosuch'\n",
    });
  });

  test("finds a healthy set-up healthy, and says so for people too", async () => {
    const home = await healthyHome();

    const { exitCode, stdout, stderr } = await run(["doctor"], { env: home.env });

    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout.match(/^ok {2}/gm)).toHaveLength(12);
    expect(stdout).not.toContain(storedKey);
  });
});

describe.runIf(isLinux)("doctor, where the platform package", () => {
  const codex = join(platformFolder, "runtime/bin/codex");

  beforeAll(async () => {
    await rename(platformFolder, aside);
    await cp(aside, `${aside}.copy`, { recursive: true, dereference: true });
  });

  test("is missing, names it with the command that installs it", async () => {
    const home = await healthyHome();

    const { exitCode, wrong, line } = await diagnose({ env: home.env });

    expect([exitCode, wrong]).toEqual([1, ["binary"]]);
    expect(line("binary").message).toContain("is not installed");
    expect(line("binary").fix).toBe(`cd '${project.folder}' && npm install --include=optional`);
    expect(line("turn").message).toBe("not checked, because of: executable");
    // What that would do; install.long.test.ts runs it.
    await rename(`${aside}.copy`, platformFolder);
    expect((await diagnose({ env: home.env })).ok).toBe(true);
  });

  test("is not executable, names it, and what is printed mends it", async () => {
    const home = await healthyHome();
    await chmod(codex, 0o644);

    const { wrong, line } = await diagnose({ env: home.env });

    expect(wrong).toEqual(["binary"]);
    expect(line("binary").fix).toContain("chmod 755");
    await shell("/bin/sh", ["-c", line("binary").fix ?? ""]);
    expect((await diagnose({ env: home.env })).line("binary").ok).toBe(true);
  });

  test("has other bytes, names the file and executes nothing", async () => {
    const home = await healthyHome();
    await using file = await open(codex, "r+");
    await file.write("X", 1_000_000);

    const { wrong, line } = await diagnose({ env: home.env });

    expect(wrong).toEqual(["verified"]);
    expect(line("verified").message).toContain(codex);
    // That of the repository; install.long.test.ts follows that of a published package.
    expect(line("verified").fix).toContain("stage-runtime");
    expect(line("executable").message).toBe("not checked, because of: verified");
  });
});

describe.runIf(canChangeUser)("doctor, where the user", () => {
  test("may not write into CODEX_HOME, names it, and what is printed mends it", async () => {
    const home = await healthyHome();
    for (const path of [project.folder, home.root]) await chmod(path, 0o755);
    await chown(home.codexHome, nobody, nobody);
    await chmod(home.codexHome, 0o500);
    const options = { env: home.env, uid: nobody };

    const { wrong, line } = await diagnose(options);

    expect(wrong).toContain("codex-home");
    await shell("/bin/sh", ["-c", line("codex-home").fix ?? ""], { uid: nobody, gid: nobody });
    expect((await diagnose(options)).line("codex-home").ok).toBe(true);
  });
});

describe.runIf(isLinux)("when it is ended, the command line", () => {
  /** Answers everything but hangs in the turn. */
  const hanging = `case "$1 $CODEX_HOME" in "app-server "*codex-test-*/codex-home)
  [ "$CODEX_HOME" = "$USERS_HOME" ] || { echo > "$HERE/hangs"; exec sleep 1000; };; esac
exec "$CODEX" "$@"`;

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("by %s ends and removes what it has started", async (signal, code) => {
    const home = await healthyHome();
    const temporary = join(home.root, "temporary");
    await mkdir(temporary);
    const path = await fakeCodex(hanging);
    const env = {
      ...home.env,
      CODEX_PATH: path,
      USERS_HOME: home.codexHome,
      TMPDIR: temporary,
    };
    const { child, exitCode } = start(["doctor"], { env });
    const stderr = text(child.stderr);
    child.stdout.resume();
    await vi.waitFor(() => readFile(path.replace(/codex$/, "hangs")), { timeout: 30_000 });

    child.kill(signal);

    expect(await exitCode).toBe(code);
    expect(await stderr).toBe(`Interrupted by ${signal}.\n`);
    expect(await readdir(temporary)).toEqual([]);
    await vi.waitFor(async () => expect(await processesWith(home.root)).toEqual([]));
  });

  test("by a reader that goes away ends in silence and removes what it has started", async () => {
    const home = await healthyHome();
    const temporary = join(home.root, "temporary");
    await mkdir(temporary);
    // The line of the sandbox meets nobody, and the turn's server is never started.
    const path = await fakeCodex(
      'if [ "$1" = sandbox ]; then echo > "$HERE/asked"; sleep 1; fi\nexec "$CODEX" "$@"',
    );
    const { child, exitCode } = start(["doctor"], {
      env: { ...home.env, CODEX_PATH: path, TMPDIR: temporary },
    });
    const stderr = text(child.stderr);
    child.stdout.resume();
    await vi.waitFor(() => readFile(path.replace(/codex$/, "asked")), { timeout: 30_000 });

    (child.stdout as unknown as { destroy(): void }).destroy();

    expect(await exitCode).toBe(141);
    expect(await stderr).toBe("");
    expect(await readdir(temporary)).toEqual([]);
    await vi.waitFor(async () => expect(await processesWith(home.root)).toEqual([]));
  });

  test("by a reader that has seen enough of a long record ends in silence", async () => {
    const home = await healthyHome();
    const file = join(home.cwd, "record.jsonl");
    const item = { type: "agentMessage", id: "m", text: "text ".repeat(1_000) };
    const message = { method: "item/completed", params: { threadId: "t", turnId: "u", item } };
    await writeFile(file, `${JSON.stringify({ direction: "recv", message })}\n`.repeat(2_000));
    const command = '"$0" "$1" replay "$2" | head -n 1; echo "$PIPESTATUS"';

    const { stdout, stderr } = await shell("bash", [
      "-c",
      command,
      process.execPath,
      program,
      file,
    ]);

    expect([stdout, stderr]).toEqual(["── thread t ──\n141\n", ""]);
  });
});
