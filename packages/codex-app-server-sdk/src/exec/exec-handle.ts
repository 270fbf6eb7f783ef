import type * as wire from "codex-app-server-sdk/protocol";
import { LaterIterator } from "../async/later-iterator.js";
import { withCaller } from "../errors/with-caller.js";
import type { ExecResult } from "./exec-result.js";
import type { Program } from "./program.js";

/**
 * A program that the server runs. It runs whether or not anybody looks; leaving an `await using`
 * block ends it, and so does the end of the client.
 */
export class ExecHandle implements AsyncDisposable {
  /**
   * What the program writes to stdout, in pieces, from the start, for one reader. Ends with the
   * program. Rejects as `result()` does when the connection ends or the signal aborts; with
   * `BufferOverflowError` after `limits.maxBufferedBytes` when more than that was not read in time.
   * Leaving it early does not end the program.
   */
  readonly stdout: AsyncIterable<Uint8Array>;
  /** What the program writes to stderr; otherwise as `stdout`. */
  readonly stderr: AsyncIterable<Uint8Array>;
  readonly #program: Promise<Program>;

  private constructor(program: Promise<Program>) {
    this.#program = program;
    program.catch(() => {}); // Avoids an unhandled rejection: every method awaits this promise.
    this.stdout = { [Symbol.asyncIterator]: () => this.#read("stdout") };
    this.stderr = { [Symbol.asyncIterator]: () => this.#read("stderr") };
  }

  /** @internal */
  static of(program: Promise<Program>): ExecHandle {
    return new ExecHandle(program);
  }

  /**
   * Writes to the program's stdin. Resolves when the server has taken it, in the order of the
   * calls. Rejects with `InvalidRequestError` when the program or its stdin has ended.
   */
  async write(data: string | Uint8Array): Promise<void> {
    return withCaller(this.#program.then((program) => program.write(data)));
  }

  /** Ends the program's stdin, after what was written. May be repeated. */
  async end(): Promise<void> {
    return withCaller(this.#program.then((program) => program.end()));
  }

  /**
   * Changes the size of the program's terminal. Rejects with `InvalidRequestError` when it has
   * none: it needs `tty: true`.
   */
  async resize(size: wire.CommandExecTerminalSize): Promise<void> {
    return withCaller(this.#program.then((program) => program.resize(size)));
  }

  /** Kills the program and what it has started. Resolves when it has ended. May be repeated. */
  async terminate(): Promise<void> {
    return withCaller(this.#program.then((program) => program.terminate()));
  }

  /**
   * Resolves when the program has ended, whatever its exit code. Rejects with an `OptionsError` for
   * options that can't be right; with a `JsonRpcError` when the server could not run it; with the
   * signal's reason; or with `TransportClosedError` when the connection ends, and the program with
   * it.
   */
  async result(): Promise<ExecResult> {
    return withCaller(this.#program.then((program) => program.result));
  }

  /** Same as `terminate()`, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.terminate();
  }

  #read(stream: "stdout" | "stderr"): AsyncIterator<Uint8Array, undefined> {
    return new LaterIterator(this.#program.then((program) => program[stream].read()));
  }
}
