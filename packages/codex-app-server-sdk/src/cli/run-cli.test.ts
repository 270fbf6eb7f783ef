import { describe, expect, test } from "vitest";
import { runCommandLine } from "../../test/support/command-line.js";
import { CliError } from "./commands/cli-error.js";
import { Interruption } from "./interruption.js";

describe("the command line", () => {
  test.each([
    [[], "Usage: codex-app-server-sdk"],
    [["nosuch"], "unknown command 'nosuch'"],
    [["doctor", "--nosuch"], "unknown option '--nosuch'"],
    [["doctor", "more"], "too many arguments"],
    [["replay"], "missing required argument"],
    [["--nosuch"], "unknown option '--nosuch'"],
  ])("of %j is a usage error, with nothing on stdout", async (args, message) => {
    const { exitCode, stdout, stderr } = await runCommandLine(args as string[]);

    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n +at /);
  });

  test.each([["--help"], ["help"], ["doctor --help"], ["--version"]])(
    "of %s prints it on stdout",
    async (args) => {
      const { exitCode, stdout, stderr } = await runCommandLine(args.split(" "));

      expect([exitCode, stderr]).toEqual([0, ""]);
      expect(stdout).toMatch(
        args === "--version" ? /^\d+\.\d+\.\d+/ : /^Usage: codex-app-server-sdk/,
      );
    },
  );

  test.each([
    ["by a signal", new Interruption("SIGINT"), 130, "Interrupted by SIGINT.\n"],
    ["as nobody reads its output", new Interruption("SIGPIPE"), 141, ""],
    [
      "as its output can't be written",
      new CliError("failure", "disk full"),
      1,
      "error: disk full\n",
    ],
  ])("that is ended %s says so once", async (_, reason, expected, message) => {
    const signal = AbortSignal.abort(reason);

    const { exitCode, stderr } = await runCommandLine(["doctor"], { signal });

    expect([exitCode, stderr]).toEqual([expected, message]);
  });
});
