import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

/** A program that runs beside the test, and ends with it. */
export interface Program {
  readonly pid: number;
  /** Resolves with the first line of its output that has this in it. */
  line(text: string): Promise<string>;
  /** What it has printed. */
  output(): string;
  terminate(): void;
  /** Resolves with its exit code when it has ended; null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** Starts a program in TypeScript with exactly this environment. */
export function startTypeScript(file: string, env: Record<string, string>): Program {
  return start([process.execPath, "--import", import.meta.resolve("tsx"), file], env);
}

/** Starts a program with exactly this environment. */
export function start([command = "", ...args]: string[], env: Record<string, string>): Program {
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "close").then(([code]) => code as number | null);
  onTestFinished(() => end(child, ended));
  const lines: string[] = [];
  const wanted = new Map<string, (line: string) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      for (const [text, found] of wanted) if (line.includes(text)) found(line);
    });
  }
  const lineWith = (text: string): Promise<string> =>
    new Promise((found) => {
      const known = lines.find((line) => line.includes(text));
      if (known === undefined) wanted.set(text, found);
      else found(known);
    });
  const output = (): string => lines.join("\n");
  const endedEarly = ended.then((code): never => {
    throw new Error(`${[command, ...args].join(" ")} has ended with ${code}:\n${output()}`);
  });
  endedEarly.catch(() => {}); // counts only for those who wait for a line
  return {
    pid: child.pid ?? 0,
    line: (text) => Promise.race([lineWith(text), endedEarly]),
    output,
    terminate: () => void child.kill("SIGTERM"),
    ended,
  };
}

async function end(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill("SIGKILL");
  await ended;
}
