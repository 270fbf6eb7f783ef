import type { ChildProcess, ChildProcessWithoutNullStreams } from "node:child_process";
import { settlesWithin } from "../async/settles-within.js";
import { startTimer } from "../async/start-timer.js";
import { withResolvers } from "../async/with-resolvers.js";
import type { ServerCommand } from "./server-command.js";
import { spawnServer } from "./spawn-server.js";
import { StderrTail } from "./stderr-tail.js";
import { stopInStages } from "./stop-in-stages.js";
import type { TransportEnd } from "./transport.js";

export interface ServerProcessEvents {
  stdout(chunk: Buffer): void;
  /** Called exactly once, when the process has ended and its output has been read. */
  end(end: TransportEnd): void;
}

/** How many characters of stderr are kept for error messages. */
const stderrTailLength = 16_384;

/**
 * How long to read on after the exit. Later output comes from another process that inherited the
 * pipe.
 */
const drainAfterExitMs = 1_000;

/**
 * The time for each step of stopping a server that closed its stdin or stdout but keeps running.
 */
const unreachableStepMs = 1_000;

/** How much unread input may pile up before the server counts as stuck. */
const maxUnreadBytes = 256 * 1024 * 1024;

/** A running server process with piped stdin and stdout. */
export class ServerProcess {
  readonly pid: number;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #stderr = new StderrTail(stderrTailLength);
  readonly #ended = withResolvers<void>();
  /** The first thing that went wrong. It is reported together with the end. */
  #error: Error | undefined;

  private constructor(child: ChildProcessWithoutNullStreams, events: ServerProcessEvents) {
    this.#child = child;
    this.pid = child.pid as number; // a spawned process always has one
    child.stderr.setEncoding("utf8").on("data", (text: string) => this.#stderr.append(text));
    child.stdout.on("data", (chunk: Buffer) => {
      this.#stderr.heard(chunk.length);
      events.stdout(chunk);
    });
    for (const emitter of [child, child.stdin, child.stdout, child.stderr]) {
      emitter.on("error", (error: Error) => this.#blame(error));
    }
    child.once("exit", (exitCode, signal) => {
      void outputRead(child).then(() => {
        for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
        const error = this.#error;
        events.end({ exitCode, signal, ...this.#stderr.read(), ...(error && { error }) });
        this.#ended.resolve();
      });
    });
    child.stdout.once("close", () => void this.#endUnreachable());
    child.stdin.once("error", () => void this.#endUnreachable());
  }

  /** Starts the server. Rejects with an error that says what is missing when that fails. */
  static async start(command: ServerCommand, events: ServerProcessEvents): Promise<ServerProcess> {
    return new ServerProcess(await spawnServer(command), events);
  }

  /** Queues text for stdin. A server that has stopped reading is killed instead. */
  write(text: string): void {
    const { stdin } = this.#child;
    if (stdin.writableLength > maxUnreadBytes) {
      this.kill(notReading());
    } else if (stdin.writable) {
      stdin.write(text);
    }
  }

  /**
   * Ends stdin, then sends SIGTERM, then SIGKILL, waiting `stepMs` after each step; 0 = until the
   * step has ended it. Never rejects.
   */
  stop(stepMs: number): Promise<void> {
    return stopInStages(this.#child, this.#ended.promise, stepMs);
  }

  /** Kills the process at once, for a server that violated the protocol too badly to go on. */
  kill(reason: Error): void {
    this.#blame(reason);
    this.#child.kill("SIGKILL");
  }

  #blame(error: Error): void {
    this.#error ??= error;
  }

  /** Stops a server that closed a pipe but keeps running: it can't be reached any more. */
  async #endUnreachable(): Promise<void> {
    if (await settlesWithin(this.#ended.promise, unreachableStepMs)) return;
    this.#blame(new Error("the server closed its standard output"));
    await this.stop(unreachableStepMs);
  }
}

/** Waits until stdout and stderr have been read, but not for a grandchild that keeps them open. */
function outputRead(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const timer = startTimer(resolve, drainAfterExitMs);
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
