import type * as wire from "codex-app-server-sdk/protocol";
import { withResolvers } from "../async/with-resolvers.js";
import { InvalidRequestError, isCodexError, TransportClosedError } from "../errors/index.js";
import type { ExecOptions } from "../options/server-options.js";
import type { CodexSession } from "../session/codex-session.js";
import { bytesOf } from "./bytes-of.js";
import { execParams } from "./exec-params.js";
import type { ExecResult } from "./exec-result.js";
import { ProgramOutput } from "./program-output.js";

/** The methods that tell the server something about a program that runs. */
type TellMethod = "command/exec/write" | "command/exec/resize" | "command/exec/terminate";

type TellParams<M extends TellMethod> = Omit<wire.ClientRequests[M]["params"], "processId">;

/** So much is written at once: a server behind a socket refuses messages that are too long. */
const writeLength = 2 ** 20;

/** One run of `command/exec`, from the request to its answer. */
export class Program {
  readonly stdout: ProgramOutput;
  readonly stderr: ProgramOutput;
  readonly #session: CodexSession;
  readonly #outcome = withResolvers<ExecResult>();
  readonly #sent = withResolvers<void>();
  #processId = "";
  #isOver = false;
  #isLost = false;
  /** The last thing that was written. */
  #written: Promise<unknown> = Promise.resolve();
  #ending: Promise<void> | undefined;

  constructor(session: CodexSession, command: readonly string[], options: ExecOptions | undefined) {
    const { maxBufferedBytes } = session.session.options.limits;
    this.stdout = new ProgramOutput(maxBufferedBytes);
    this.stderr = new ProgramOutput(maxBufferedBytes);
    this.#session = session;
    this.#outcome.promise.catch(() => {}); // Avoids an unhandled rejection: result() gives it.
    void this.#run(command, options);
  }

  get result(): Promise<ExecResult> {
    return this.#outcome.promise;
  }

  write(data: string | Uint8Array): Promise<void> {
    const bytes = bytesOf(data);
    return this.#inOrder(async () => {
      for (let start = 0; start < bytes.length; start += writeLength) {
        const part = bytes.subarray(start, start + writeLength);
        await this.#tell("command/exec/write", { deltaBase64: part.toString("base64") });
      }
    });
  }

  end(): Promise<void> {
    this.#ending ??= this.#inOrder(() => this.#tellIfRunning("command/exec/write", closing));
    return this.#ending;
  }

  resize(size: wire.CommandExecTerminalSize): Promise<void> {
    return this.#tell("command/exec/resize", { size });
  }

  /** Resolves when the program has ended. */
  async terminate(): Promise<void> {
    await this.#tellIfRunning("command/exec/terminate", {});
    await this.result.catch(() => {});
  }

  async #run(command: readonly string[], options: ExecOptions | undefined): Promise<void> {
    const { hub } = this.#session.session;
    const stopListening = hub.listen("command/exec/outputDelta", (delta) => this.#hear(delta));
    try {
      const params = execParams(command, this.#session.split("command/exec", options));
      this.#processId = params.processId;
      const onSent = (): void => this.#sent.resolve();
      // Aborting rejects it, and the session ends the program.
      this.#end(await this.#session.ask("command/exec", params, { onSent }));
    } catch (error) {
      this.#fail(error);
    } finally {
      stopListening();
    }
  }

  #hear({
    processId,
    stream,
    deltaBase64,
    capReached,
  }: wire.CommandExecOutputDeltaNotification): void {
    if (processId !== this.#processId) return;
    const output = stream === "stderr" ? this.stderr : this.stdout;
    output.push(Buffer.from(deltaBase64, "base64"));
    if (capReached) output.cut();
  }

  #end({ exitCode, stdout, stderr }: wire.CommandExecResponse): void {
    this.#isOver = true;
    // Empty where the output was streamed.
    this.stdout.push(Buffer.from(stdout));
    this.stderr.push(Buffer.from(stderr));
    this.#close("orderly");
    this.#outcome.resolve({
      exitCode,
      stdout: this.stdout.text,
      stderr: this.stderr.text,
      truncated: this.stdout.isCut || this.stderr.isCut,
    });
  }

  /** The streams of a program that was never started just end. */
  #fail(error: unknown): void {
    this.#isOver = true;
    this.#isLost = error instanceof TransportClosedError;
    const isRefused = isCodexError(error) && !(error instanceof TransportClosedError);
    this.#close(isRefused ? "orderly" : { error });
    this.#outcome.reject(error);
  }

  #close(end: "orderly" | { error: unknown }): void {
    this.stdout.close(end);
    this.stderr.close(end);
  }

  #inOrder(step: () => Promise<void>): Promise<void> {
    const done = this.#written.then(step);
    this.#written = done.catch(() => {});
    return done;
  }

  /** The server knows the program once it has read the request that starts it. */
  async #tell<M extends TellMethod>(method: M, params: TellParams<M>): Promise<void> {
    await Promise.race([this.#sent.promise, this.result]);
    // The next connection knows nothing of a program that was lost with this one.
    if (this.#isLost) await this.result;
    // The compiler does not put a generic type together again that it has taken apart.
    const all = { ...params, processId: this.#processId } as wire.ClientRequests[M]["params"];
    await this.#session.request(method, all, undefined);
  }

  async #tellIfRunning<M extends TellMethod>(method: M, params: TellParams<M>): Promise<void> {
    if (this.#isOver) return;
    try {
      await this.#tell(method, params);
    } catch (error) {
      if (!hasEnded(error)) throw error;
      await this.result.catch(() => {});
    }
  }
}

const closing = { closeStdin: true };

/** The server knows it no more, or there is no server any more. */
function hasEnded(error: unknown): boolean {
  if (error instanceof TransportClosedError) return true;
  return (
    error instanceof InvalidRequestError && error.rawMessage.includes("no active command/exec")
  );
}
