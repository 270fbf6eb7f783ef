import type { ChildProcess, ChildProcessWithoutNullStreams } from "node:child_process";
import { settlesWithin } from "../async/settles-within.js";
import { stopInStages } from "./staged-stop.js";
import { createTextTail } from "./text-tail.js";
import type { TransportEnd } from "./transport.js";

export interface ServerCommand {
  command: string;
  args: readonly string[];
  cwd?: string | undefined;
  env: Record<string, string>;
}

export interface ServerProcessEvents {
  stdout(chunk: Buffer): void;
  /** Called exactly once, when the process has ended and its output was read. */
  end(end: TransportEnd): void;
}

/** A running server process with piped stdin and stdout. */
export interface ServerProcess {
  readonly pid: number;
  /** Queues text for stdin. A server that has long stopped reading is ended instead. */
  write(text: string): void;
  /** Ends stdin, then SIGTERM, then SIGKILL, with `stepMs` between the steps. Never rejects. */
  stop(stepMs: number): Promise<void>;
  /** Kills the process at once; for a server that broke the protocol beyond use. */
  kill(reason: Error): void;
}

/** Characters of stderr that are kept for error messages. */
const stderrTailLength = 16_384;

/** Output that arrives later than this after the exit is held open by somebody else's copy of the pipe. */
const drainAfterExitMs = 1_000;

/** A server with which nothing can be exchanged any more gets this long for each step of its end. */
const unreachableStepMs = 1_000;

/** What may wait for the server to read it, beside the text that is being written. */
const maxUnreadBytes = 256 * 1024 * 1024;

/**
 * Starts the server. Rejects with the system's error when it can't be started. No shell is
 * involved, and no AbortSignal either: an aborted spawn would raise errors nobody listens to.
 */
export async function startServerProcess(
  { command, args, cwd, env }: ServerCommand,
  events: ServerProcessEvents,
): Promise<ServerProcess> {
  // Loaded at the first start: importing it costs 3 ms, more than the rest of the package.
  const { spawn } = await import("node:child_process");
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
    // A group of its own: a Ctrl-C meant for the host must not end the server before the host
    // has had its say. It can't outlive the host, whose end closes its stdin.
    detached: process.platform !== "win32",
  });
  // Before anything else is touched: without free file descriptors there are no streams.
  const pid = await spawned(child);
  const ended = watch(child, events);
  const kill = (reason: Error): void => {
    ended.blame(reason);
    child.kill("SIGKILL");
  };
  return {
    pid,
    write(text) {
      if (child.stdin.writableLength > maxUnreadBytes) kill(notReading());
      else if (child.stdin.writable) child.stdin.write(text);
    },
    stop: (stepMs) => stopInStages(child, ended.promise, stepMs),
    kill,
  };
}

/** Resolves with the process id once the system has started the process. */
function spawned(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", () => {
      child.off("error", reject);
      resolve(child.pid as number);
    });
  });
}

interface Ended {
  promise: Promise<void>;
  /** Names what went wrong, before the end is reported. The first one counts. */
  blame(error: Error): void;
}

function watch(child: ChildProcessWithoutNullStreams, events: ServerProcessEvents): Ended {
  const stderr = createTextTail(stderrTailLength);
  let error: Error | undefined;
  const blame = (reason: Error): void => {
    error ??= reason;
  };
  child.stderr.setEncoding("utf8").on("data", stderr.append);
  child.stdout.on("data", events.stdout);
  for (const emitter of [child, child.stdin, child.stdout, child.stderr]) {
    emitter.on("error", blame);
  }

  const promise = new Promise<void>((resolve) => {
    child.once("exit", (exitCode, signal) => {
      void outputRead(child).then(() => {
        for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
        events.end({ exitCode, signal, stderrTail: stderr.read(), ...(error && { error }) });
        resolve();
      });
    });
  });
  const ended = { promise, blame };
  child.stdout.once("close", () => void endUnreachable(child, ended));
  child.stdin.once("error", () => void endUnreachable(child, ended));
  return ended;
}

/** Ends a server that closed a pipe and lives on: nothing it does can be asked for or heard any more. */
async function endUnreachable(child: ChildProcess, ended: Ended): Promise<void> {
  if (await settlesWithin(ended.promise, unreachableStepMs)) return;
  ended.blame(new Error("the server closed its standard output"));
  await stopInStages(child, ended.promise, unreachableStepMs);
}

/** Waits until both outputs were read to their end, but not for a grandchild that holds them. */
function outputRead(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, drainAfterExitMs);
    child.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function notReading(): Error {
  return new Error(
    `the server has stopped reading its standard input, with ${maxUnreadBytes} bytes unread`,
  );
}
