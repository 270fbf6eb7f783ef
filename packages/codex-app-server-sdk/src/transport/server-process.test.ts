import { setImmediate } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { isAlive } from "../../test/support/is-alive.js";
import { nodeCommand, outputOf, runProgram } from "../../test/support/node-program.js";
import { useFakeTimeouts } from "../../test/support/use-fake-timeouts.js";
import { ServerProcess } from "./server-process.js";
import type { TransportEnd } from "./transport.js";

/** Signals and broken pipes work like this on POSIX only; Windows ends a process at once. */
const posix = process.platform !== "win32";

/** Prints "up" and keeps running. */
const up = `process.stdout.write("up"); setInterval(() => {}, 1000);`;
const ignoreEof = `process.stdin.resume();`;
const ignoreTerm = `process.on("SIGTERM", () => {});`;

describe("starting", () => {
  test("a command that does not exist rejects with the system's error, and nothing else happens", async () => {
    const ends: TransportEnd[] = [];
    const starting = ServerProcess.start(
      { command: "/nowhere/codex", args: [], env: {} },
      { stdout() {}, end: (end) => ends.push(end) },
    );

    await expect(starting).rejects.toMatchObject({ code: "ENOENT" });
    expect(ends).toEqual([]);
  });

  test("in a folder that does not exist rejects too", async () => {
    const starting = ServerProcess.start(
      { ...nodeCommand(""), cwd: "/nowhere" },
      { stdout() {}, end() {} },
    );

    await expect(starting).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("gives the process exactly the environment that was given", async () => {
    const env = { ONLY: "this" };

    const text = await outputOf({
      ...nodeCommand("console.log(JSON.stringify(process.env))"),
      env,
    });

    expect(JSON.parse(text)).toMatchObject(env);
    expect(JSON.parse(text)).not.toHaveProperty("PATH");
  });

  test("hands arguments over as they are: no shell reads them", async () => {
    const { command, env } = nodeCommand("");
    const awkward = "$HOME `id` ; & | > x '\"";

    const text = await outputOf({
      command,
      args: ["-e", "console.log(process.argv[1])", awkward],
      env,
    });

    expect(text.trim()).toBe(awkward);
  });
});

describe("the end of the process", () => {
  test("carries its exit code and the end of its stderr", async () => {
    const { ended } = await runProgram(
      `console.error("x".repeat(100_000)); console.error("the reason"); process.exitCode = 3;`,
    );

    const end = await ended;

    expect(end).toMatchObject({ exitCode: 3, signal: null });
    expect(end.stderrTail.endsWith("\nthe reason")).toBe(true);
    expect(end.stderrTail.length).toBeLessThanOrEqual(16_384);
    expect(end).not.toHaveProperty("error");
  });

  test.each([
    ["the reason", "the reason"],
    ["", ""],
  ])("tells what the server wrote after its last output: %j", async (written, lastWords) => {
    const {
      process: server,
      output,
      ended,
    } = await runProgram(
      `console.error("noise");
       process.stdout.write("up");
       process.stdin.once("data", () => process.stdout.write("heard"));
       process.stdin.on("end", () => process.stderr.write(${JSON.stringify(written)}));`,
    );
    // The noise has been read by then: it was written before, and the event loop has turned.
    await output("up".length);
    await setImmediate();
    server.write("anything\n");
    await output("upheard".length);

    void server.stop(10_000);

    expect(await ended).toMatchObject({
      stderrTail: `noise\n${written}`.trim(),
      lastWords,
    });
  });

  test("comes after all of its output, however much there is", async () => {
    const size = 5_000_000;
    const program = await runProgram(`process.stdout.write("y".repeat(${size}))`);
    let atEnd = 0;
    void program.ended.then(async () => {
      atEnd = (await program.output(0)).length;
    });

    await program.ended;
    await program.output(size);

    expect(atEnd).toBe(size);
  });

  test.runIf(posix).each(["SIGTERM", "SIGKILL", "SIGINT", "SIGHUP"] as const)(
    "by %s carries the signal",
    async (signal) => {
      const { process: server, output, ended } = await runProgram(up);
      await output(2);

      process.kill(server.pid, signal);

      expect(await ended).toMatchObject({ exitCode: null, signal });
      expect(isAlive(server.pid)).toBe(false);
    },
  );

  test.runIf(posix)("is reported though a grandchild holds its output open", async () => {
    const grandchild = `setInterval(() => {}, 1000)`;
    const { output, ended, ends } = await runProgram(
      `const { spawn } = require("node:child_process");
       const child = spawn(process.execPath, ["-e", ${JSON.stringify(grandchild)}],
         { stdio: ["ignore", "inherit", "inherit"] });
       child.unref();
       process.stdout.write(String(child.pid) + "\\n", () => process.exit(0));`,
    );

    const end = await ended;
    const pid = Number.parseInt(await output(2), 10);

    expect(end).toMatchObject({ exitCode: 0 });
    // It kept the pipe open, so the end was reported without waiting for it.
    expect(isAlive(pid)).toBe(true);
    process.kill(pid, "SIGKILL");
    expect(ends).toHaveLength(1);
  });
});

describe("stopping", () => {
  test("a process that ends with its stdin sends it no signal", async () => {
    const { process: server, ended } = await runProgram(ignoreEof);

    await server.stop(10_000);

    expect(await ended).toMatchObject({ exitCode: 0, signal: null });
    expect(isAlive(server.pid)).toBe(false);
  });

  test.runIf(posix)("goes on to SIGTERM when the end of stdin is ignored", async () => {
    const { process: server, output, ended } = await runProgram(`${ignoreEof} ${up}`);
    await output(2);

    await server.stop(50);

    expect(await ended).toMatchObject({ exitCode: null, signal: "SIGTERM" });
    expect(isAlive(server.pid)).toBe(false);
  });

  test.runIf(posix)("goes on to SIGKILL when SIGTERM is ignored too", async () => {
    const program = await runProgram(`${ignoreEof} ${ignoreTerm} ${up}`);
    await program.output(2);

    await program.process.stop(50);

    expect(await program.ended).toMatchObject({ exitCode: null, signal: "SIGKILL" });
    expect(isAlive(program.process.pid)).toBe(false);
  });

  test.runIf(posix)("reaches a process that was halted", async () => {
    const { process: server, output, ended } = await runProgram(up);
    await output(2);
    process.kill(server.pid, "SIGSTOP");

    await server.stop(50);

    expect(await ended).toMatchObject({ signal: "SIGKILL" });
  });

  test.runIf(posix)(
    "without a time limit waits for the process, however long it takes",
    async () => {
      useFakeTimeouts();
      const endsWhenAsked = `process.stdin.on("end", () => process.stdout.write("end")).resume();
       process.on("SIGUSR2", () => process.exit(7));`;
      const { process: server, output, ended } = await runProgram(`${endsWhenAsked} ${up}`);
      await output("up".length);

      const stopped = server.stop(0);
      await output("upend".length);
      expect(vi.getTimerCount()).toBe(0);
      process.kill(server.pid, "SIGUSR2");
      await stopped;

      expect(await ended).toMatchObject({ exitCode: 7, signal: null });
    },
  );

  test("lets everything leave that was written before", async () => {
    const text = "z".repeat(3_000_000);
    const { process: server, ended } = await runProgram(
      `let size = 0; process.stdin.on("data", (c) => { size += c.length; })
         .on("end", () => { process.exitCode = size === ${text.length} ? 0 : 1; });`,
    );

    server.write(text);
    await server.stop(10_000);

    expect(await ended).toMatchObject({ exitCode: 0 });
  });

  test("twice, and after the end, is the same as once", async () => {
    const { process: server, ends } = await runProgram(ignoreEof);

    await Promise.all([server.stop(10_000), server.stop(10_000)]);
    await server.stop(10_000);
    server.write("too late");

    expect(ends).toHaveLength(1);
  });
});

describe.runIf(posix)("a broken pipe ends a process that lives on", () => {
  test("when it has closed its stdout", async () => {
    const { process: server, ended } = await runProgram(
      `require("node:fs").closeSync(1); process.stdin.on("end", () => process.exit(0)).resume();`,
    );

    expect(await ended).toMatchObject({
      error: { message: expect.stringContaining("standard output") },
    });
    expect(isAlive(server.pid)).toBe(false);
  });

  test("when it has closed its stdin, at the next write", async () => {
    const {
      process: server,
      output,
      ended,
    } = await runProgram(`require("node:fs").closeSync(0); ${up}`);
    await output(2);

    server.write("x".repeat(1_000_000));

    expect(await ended).toMatchObject({ signal: "SIGTERM", error: { code: "EPIPE" } });
    expect(isAlive(server.pid)).toBe(false);
  });

  test("when it never reads its stdin, before that fills the memory", async () => {
    const { process: server, output, ended } = await runProgram(up);
    await output(2);
    const megabytes = "x".repeat(64 * 1024 * 1024);

    for (let i = 0; i < 6; i += 1) server.write(megabytes);

    expect(await ended).toMatchObject({
      signal: "SIGKILL",
      error: { message: expect.stringContaining("stopped reading") },
    });
  });
});
