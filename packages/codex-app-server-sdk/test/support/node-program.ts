import { onTestFinished } from "vitest";
import { withResolvers } from "../../src/async/with-resolvers.js";
import type { ServerCommand } from "../../src/transport/server-command.js";
import { ServerProcess } from "../../src/transport/server-process.js";
import type { TransportEnd } from "../../src/transport/transport.js";

/** A Node program that runs as a server, and what it has reported so far. */
export interface RunningProgram {
  process: ServerProcess;
  /** Resolves with the output when it has at least `length` bytes. */
  output(length: number): Promise<string>;
  ended: Promise<TransportEnd>;
  ends: TransportEnd[];
}

/** Runs a program, given as source text, and kills it when the test is over. */
export async function runProgram(source: string): Promise<RunningProgram> {
  let text = "";
  let heard = (): void => {};
  const ends: TransportEnd[] = [];
  const { promise: ended, resolve } = withResolvers<TransportEnd>();
  const server = await ServerProcess.start(nodeCommand(source), {
    stdout(chunk) {
      text += chunk;
      heard();
    },
    end(end) {
      ends.push(end);
      resolve(end);
    },
  });
  onTestFinished(() => server.kill(new Error("the test is over")));
  const output = async (length: number): Promise<string> => {
    while (text.length < length) {
      await new Promise<void>((more) => {
        heard = more;
      });
    }
    return text;
  };
  return { process: server, output, ended, ends };
}

/** Runs a command and resolves with its whole output. */
export async function outputOf(command: ServerCommand): Promise<string> {
  const chunks: Buffer[] = [];
  const { promise, resolve } = withResolvers<void>();
  await ServerProcess.start(command, {
    stdout: (chunk) => chunks.push(chunk),
    end: () => resolve(),
  });
  await promise;
  return Buffer.concat(chunks).toString();
}

/** The command that runs a Node program given as source text. */
export function nodeCommand(source: string): {
  command: string;
  args: string[];
  env: Record<string, string>;
} {
  return { command: process.execPath, args: ["-e", source], env: {} };
}
