import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { commandText } from "./command-text.js";
import { simpleCommand } from "./simple-command.js";

const textOf = (command: string | null): string => commandText({ command });
const wordsOf = (command: string): string[] | null => simpleCommand({ command });

describe("the text of a command", () => {
  test.each([
    ["/bin/bash -lc 'npm test'", "npm test"],
    ["bash -c ls", "ls"],
    [`/usr/bin/zsh -lc "echo it's"`, "echo it's"],
    [`sh -c "echo \\"a\\" \\$HOME"`, 'echo "a" $HOME'],
    [`bash -lc 'echo '"'"'a'"'"''`, "echo 'a'"],
    ["/bin/bash -lc 'a' b", "/bin/bash -lc 'a' b"],
    ["bash -x 'a'", "bash -x 'a'"],
    ["fish -c 'a'", "fish -c 'a'"],
    ["npm test", "npm test"],
    ["bash -lc 'open", "bash -lc 'open"],
  ])("of %j is %j", (command, expected) => {
    expect(textOf(command)).toBe(expected);
  });

  test("is empty when the approval is about none", () => {
    expect(textOf(null)).toBe("");
    expect(commandText({})).toBe("");
    expect(simpleCommand({})).toBeNull();
  });
});

describe("a simple command", () => {
  test.each([
    ["/bin/bash -lc 'npm test'", ["npm", "test"]],
    ["/bin/bash -lc 'git  status'", ["git", "status"]],
    [`bash -lc "git commit -m 'a; b'"`, ["git", "commit", "-m", "a; b"]],
    ["./run.sh --level=3 a_b:c", ["./run.sh", "--level=3", "a_b:c"]],
    ["echo ''", ["echo", ""]],
  ])("%j has the words %j", (command, expected) => {
    expect(wordsOf(command)).toEqual(expected);
  });

  test.each([
    "touch x; npm test",
    "cd x && npm test",
    "npm test | cat",
    "npm test & rm x",
    "npm test > x",
    "npm test\nrm x",
    "npm\ttest",
    "npm $(rm x)",
    "npm `rm x`",
    "npm $HOME",
    "npm *",
    "npm ~",
    "npm {a,b}",
    'npm "test"',
    "npm te\\st",
    "npm te'st'",
    "npm 'a''b'",
    "npm # test",
    "npm !x",
    "A=1 npm test",
    "'A=1' npm",
    "npm =ls",
    " npm test",
    "npm test ",
    "npm 'test",
    "",
    "powershell.exe -Command 'npm test'",
    "cmd.exe /c dir",
    "npm tést",
  ])("is not %j", (command) => {
    expect(wordsOf(command)).toBeNull();
    expect(wordsOf(`/bin/bash -lc ${quoted(command)}`)).toBeNull();
  });
});

const posix = process.platform === "win32" ? describe.skip : describe;

posix("to a real shell, a simple command", () => {
  const folder = mkdtempSync(join(tmpdir(), "simple-command-"));
  for (const name of ["a", "b", "-c"]) writeFileSync(join(folder, name), "");
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What a shell makes of each text when it comes behind the name of a program. */
  function wordsInShell(shell: string, texts: readonly string[]): string[][] {
    const script = texts.map((text) => `printf '%s\\0' ${text}; printf '\\1'`).join("\n");
    const output = execFileSync(shell, ["-c", script], { cwd: folder, encoding: "utf8" });
    return output
      .split("\u0001")
      .slice(0, -1)
      .map((words) => words.split("\0").slice(0, -1));
  }

  const pieces = fc.constantFrom(
    ..."ab-_+=:./ '\"\\$*?~{}()[];&|<>#!%@,^\n\t".split(""),
    "a",
    "'a b'",
    " b",
  );
  const texts = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(""));

  test.each(["sh", "bash"])("is the same words to %s, and nothing runs beside it", (shell) => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 200, maxLength: 400 }), (all) => {
        const simple = all.filter((text) => wordsOf(text) !== null);
        expect(wordsInShell(shell, simple)).toEqual(simple.map(wordsOf));
      }),
      { numRuns: 20 },
    );
  });
});

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'"'"'`)}'`;
}
