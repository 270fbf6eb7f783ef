import type { ChildProcess, ChildProcessWithoutNullStreams } from "node:child_process";
import { settlesWithin } from "../async/settles-within.js";
import { withResolvers } from "../async/with-resolvers.js";
import { stopInStages } from "./stop-in-stages.js";
import { TextTail } from "./text-tail.js";
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

/** Characters of stderr that are kept for error messages. */
const stderrTailLength = 16_384;

/** Output that comes later than this after the exit is from somebody else's copy of the pipe. */
const drainAfterExitMs = 1_000;

/**
 * A server with which nothing can be exchanged any more gets this long for each step of its end.
 */
const unreachableStepMs = 1_000;

/** What may wait for the server to read it, beside the text that is being written. */
const maxUnreadBytes = 256 * 1024 * 1024;

/** A running server process with piped stdin and stdout. */
export class ServerProcess {
  readonly pid: number;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #stderr = new TextTail(stderrTailLength);
  readonly #ended = withResolvers<void>();
  /** What went wrong first; reported with the end. */
  #error: Error | undefined;

  private constructor(child: ChildProcessWithoutNullStreams, events: ServerProcessEvents) {
    this.#child = child;
    this.pid = child.pid as number; // a process that was spawned has one
    child.stderr.setEncoding("utf8").on("data", (text: string) => this.#stderr.append(text));
    child.stdout.on("data", (chunk: Buffer) => events.stdout(chunk));
    for (const emitter of [child, child.stdin, child.stdout, child.stderr]) {
      emitter.on("error", (error: Error) => this.#blame(error));
    }
    child.once("exit", (exitCode, signal) => {
      void outputRead(child).then(() => {
        for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
        const error = this.#error;
        events.end({ exitCode, signal, stderrTail: this.#stderr.read(), ...(error && { error }) });
        this.#ended.resolve();
      });
    });
    child.stdout.once("close", () => void this.#endUnreachable());
    child.stdin.once("error", () => void this.#endUnreachable());
  }

  /**
   * Starts the server. Rejects with the system's error when it can't be started. No shell is
   * involved, and no AbortSignal either: an aborted spawn would raise errors nobody listens to.
   */
  static async start(
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
    await spawned(child);
    return new ServerProcess(child, events);
  }

  /** Queues text for stdin. A server that has long stopped reading is ended instead. */
  write(text: string): void {
    const { stdin } = this.#child;
    if (stdin.writableLength > maxUnreadBytes) {
      this.kill(notReading());
    } else if (stdin.writable) {
      stdin.write(text);
    }
  }

  /** Ends stdin, then SIGTERM, then SIGKILL, with `stepMs` between the steps. Never rejects. */
  stop(stepMs: number): Promise<void> {
    return stopInStages(this.#child, this.#ended.promise, stepMs);
  }

  /** Kills the process at once; for a server that broke the protocol beyond use. */
  kill(reason: Error): void {
    this.#blame(reason);
    this.#child.kill("SIGKILL");
  }

  #blame(error: Error): void {
    this.#error ??= error;
  }

  /** Ends a server that closed a pipe and lives on: it can't be asked or heard any more. */
  async #endUnreachable(): Promise<void> {
    if (await settlesWithin(this.#ended.promise, unreachableStepMs)) return;
    this.#blame(new Error("the server closed its standard output"));
    await this.stop(unreachableStepMs);
  }
}

/** Resolves once the system has started the process. */
function spawned(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", () => {
      child.off("error", reject);
      resolve();
    });
  });
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
