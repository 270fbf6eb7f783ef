import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runChild } from "./run-child.mjs";

const node = process.execPath;
const options = { cwd: process.cwd(), env: process.env, io: "quiet" } as const;

test("returns the exit code and the output", async () => {
  const script = "console.log('out'); console.error('err'); process.exitCode = 3;";
  const result = await runChild([node, "-e", script], options);
  expect(result.exitCode).toBe(3);
  expect(result.output).toContain("out\n");
  expect(result.output).toContain("err\n");
});

test("gives the child no input to wait for", async () => {
  const script = "process.stdin.on('end', () => console.log('ended')).resume();";
  await expect(runChild([node, "-e", script], options)).resolves.toMatchObject({
    output: "ended\n",
  });
});

test("fails when there is no such command", async () => {
  await expect(runChild(["/nowhere/command"], options)).rejects.toThrow("ENOENT");
});

describe.skipIf(process.platform === "win32")("when asked to end", () => {
  const runner = fileURLToPath(new URL("run-child.mjs", import.meta.url));
  // A child and a grandchild that wait; both hold this test's pipe open.
  const family = `
    const forever = "setInterval(() => {}, 9e6)";
    require("node:child_process").spawn(process.execPath, ["-e", forever], { stdio: "inherit" });
    console.log("started");
    setInterval(() => {}, 9e6);`;
  const program = `
    import { runChild } from ${JSON.stringify(runner)};
    const options = { cwd: process.cwd(), env: process.env, io: "shown" };
    try {
      await runChild([process.execPath, "-e", ${JSON.stringify(family)}], options);
    } catch (error) {
      process.exitCode = error.exitCode;
    }`;

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("by %s it ends the child and what that started", async (signal, exitCode) => {
    const parent = spawn(node, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(parent.stdout, "data");
    parent.kill(signal);
    // The event comes only after the last process that holds the pipe has ended.
    expect(await once(parent, "close")).toEqual([exitCode, null]);
  });
});
