import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import type { TestHome } from "../../src/testing/index.js";

/** A program that runs in a pseudo-terminal, as a person sees it. */
export interface Terminal {
  /** Types keys; a line ends with `\r`, Ctrl-C is `\x03`. */
  type(keys: string): void;
  /** Resolves when this is on the screen, after what was waited for before. */
  shows(text: string): Promise<void>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

const timeoutMs = 50_000;

/** Starts a program in a pseudo-terminal, which the system's program `script` makes. */
export function openTerminal(file: string, home: TestHome): Terminal {
  const command = [process.execPath, "--import", import.meta.resolve("tsx"), file];
  const child = spawn("script", scriptArgs(command), {
    cwd: home.cwd,
    env: { ...process.env, ...home.env, TERM: "xterm" },
    timeout: timeoutMs,
  });
  let screen = "";
  let seen = 0;
  let changed = (): void => {};
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
    changed();
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", (code) => {
      resolve(code);
      changed();
    });
  });
  return {
    ended,
    type: (keys) => void child.stdin.write(keys),
    async shows(text): Promise<void> {
      for (;;) {
        const plain = stripVTControlCharacters(screen);
        const at = plain.indexOf(text, seen);
        if (at >= 0) {
          seen = at + text.length;
          return;
        }
        if (child.exitCode !== null) throw new Error(`No ${JSON.stringify(text)} in:\n${plain}`);
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
      }
    },
  };
}

/** The programs of util-linux and of the BSDs take what they run in different ways. */
function scriptArgs(command: readonly string[]): string[] {
  if (process.platform !== "linux") return ["-q", "/dev/null", ...command];
  return ["-qefc", command.map((word) => `'${word}'`).join(" "), "/dev/null"];
}
