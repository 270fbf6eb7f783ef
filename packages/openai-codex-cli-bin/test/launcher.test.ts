import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { CollectedOutput } from "./collected-output.js";
import {
  createInstallation,
  type Installation,
  installMeta,
  installPlatform,
} from "./installed-package.js";

const isPosix = process.platform !== "win32";
const tookOver = "execve" in process;
const here = `${process.platform}-${process.arch}`;

describe.runIf(isPosix)("the launcher", () => {
  it.each([0, 3, 255])("ends with Codex's exit code %i", async (code) => {
    await using installed = await createInstallation();
    expect(await run(installed, `exit ${code}`)).toMatchObject({ code });
  });

  it.each([
    ["KILL", 137],
    ["TERM", 143],
    ["INT", 130],
  ])("reports a Codex that SIG%s ended as %i", async (signal, expected) => {
    await using installed = await createInstallation();
    const ended = await run(installed, `kill -${signal} $$`);
    // Where Codex took over the launcher's process, the signal ends that process.
    expect(ended).toMatchObject(tookOver ? { signal: `SIG${signal}` } : { code: expected });
  });

  it.each(["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT"] as const)(
    "hands %s to Codex, and leaves no process behind",
    async (signal) => {
      await using installed = await createInstallation();
      const name = signal.slice(3);
      const script = `trap 'echo got ${name}; exit 7' ${name}\necho pid $$\nwhile read -r line; do :; done\nexit 9`;
      const child = await start(installed, script);
      const output = new CollectedOutput(child.stdout);
      await output.until(/pid \d+\n/);
      child.kill(signal);
      const [code] = await once(child, "exit");
      expect(code).toBe(7);
      expect(output.text()).toContain(`got ${name}`);
      const pid = Number(/pid (\d+)/.exec(output.text())?.[1]);
      expect(() => process.kill(pid, 0)).toThrowError(/ESRCH/);
    },
  );

  it("passes arguments, stdin and stdout through byte by byte", async () => {
    await using installed = await createInstallation();
    const child = await start(installed, 'printf "%s|" "$@"\ncat', ["a b", "", "--help", "ü"]);
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    const output = new CollectedOutput(child.stdout);
    child.stdin.end(bytes);
    await once(child, "close");
    expect(output.bytes()).toEqual(Buffer.concat([Buffer.from("a b||--help|ü|"), bytes]));
  });

  it("puts Codex's helpers in front of PATH", async () => {
    await using installed = await createInstallation();
    const { stdout } = await run(installed, 'echo "$PATH"');
    expect(stdout).toMatch(/^[^:]*\/runtime\/codex-path:/);
  });

  it.runIf(process.platform === "linux")("adds no PATH where there is none", async () => {
    await using installed = await createInstallation();
    const child = await start(installed, "exec /bin/cat /proc/$$/environ", [], {});
    const output = new CollectedOutput(child.stdout);
    await once(child, "close");
    expect(output.text()).not.toContain("PATH=");
  });

  it("exits 1 with the code and the fix when there is no runtime", async () => {
    await using installed = await createInstallation();
    const script = await installMeta(installed);
    const child = spawn(process.execPath, [script], {
      cwd: installed.root,
      env: { PATH: process.env.PATH },
    });
    const errors = new CollectedOutput(child.stderr);
    const [code] = await once(child, "close");
    expect(code).toBe(1);
    expect(errors.text()).toMatch(
      /^PLATFORM_PACKAGE_MISSING: [\s\S]*fix: cd \S+ && npm install --include=optional/,
    );
  });
});

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
}

async function start(
  installed: Installation,
  script: string,
  args: string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): Promise<ChildProcessWithoutNullStreams> {
  const launcher = await installMeta(installed);
  await installPlatform(installed, { platform: here, program: `#!/bin/sh\n${script}\n` });
  const child = spawn(process.execPath, [launcher, ...args], { cwd: installed.root, env });
  child.stderr.resume();
  return child;
}

async function run(installed: Installation, script: string): Promise<Ended> {
  const child = await start(installed, script);
  const output = new CollectedOutput(child.stdout);
  child.stdin.end();
  const [code, signal] = await once(child, "close");
  return { code, signal, stdout: output.text() };
}
