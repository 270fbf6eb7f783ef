import { onAbort } from "../async/on-abort.js";
import { withResolvers } from "../async/with-resolvers.js";
import { RequestTimeoutError } from "../errors/index.js";
import type { RpcErrorBody } from "./messages.js";
import { rpcErrorFrom, serverBusyCode } from "./rpc-error.js";

export interface PendingRequestOptions {
  method: string;
  /** Time for the answer in milliseconds, counted from now; 0 = none. */
  timeoutMs: number;
  /** Aborting rejects the promise; the request itself stays pending until answered. */
  signal?: AbortSignal | undefined;
  /**
   * Called with the result before the promise resolves, an aborted request's too. What it throws
   * rejects the promise.
   */
  onResult?(result: unknown): void;
  /** Sends the request once more. */
  resend(): void;
  /** Called once, when no answer is waited for any more. */
  done(): void;
}

export type Answer = { kind: "result"; result: unknown } | { kind: "error"; error: RpcErrorBody };

/** How long to wait before a request that met an overloaded server is sent again. */
const busyDelaysMs = [250, 500];

/**
 * A request that was sent and is not answered yet. Waits for one answer, with a deadline, and
 * sends the request again when the server is busy.
 */
export class PendingRequest {
  readonly #options: PendingRequestOptions;
  readonly #outcome = withResolvers<unknown>();
  readonly #deadline: number;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #forgetSignal: () => void;
  #isSettled = false;
  #resends = 0;
  #resendTimer: NodeJS.Timeout | undefined;

  constructor(options: PendingRequestOptions) {
    const { method, timeoutMs, signal } = options;
    this.#options = options;
    this.#deadline = timeoutMs > 0 ? performance.now() + timeoutMs : Number.POSITIVE_INFINITY;
    if (timeoutMs > 0) {
      const expire = (): void => this.fail(new RequestTimeoutError(method, timeoutMs));
      this.#timer = setTimeout(expire, timeoutMs);
    }
    this.#forgetSignal = onAbort(signal, this.#outcome.reject);
  }

  /** The result. Rejects with the error of the answer, at the deadline, or as `fail` says. */
  get promise(): Promise<unknown> {
    return this.#outcome.promise;
  }

  answer(answer: Answer): void {
    if (answer.kind === "result") {
      if (this.#settle()) this.#deliver(answer.result);
    } else if (!this.#resendsLater(answer.error)) {
      const { code, message, data } = answer.error;
      this.fail(rpcErrorFrom({ method: this.#options.method, rpcCode: code, message, data }));
    }
  }

  fail(reason: Error): void {
    if (this.#settle()) this.#outcome.reject(reason);
  }

  /** False when it was settled before. */
  #settle(): boolean {
    if (this.#isSettled) return false;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#resendTimer);
    this.#forgetSignal();
    this.#options.done();
    return true;
  }

  #deliver(result: unknown): void {
    try {
      this.#options.onResult?.(result);
      this.#outcome.resolve(result);
    } catch (error) {
      this.#outcome.reject(error);
    }
  }

  #resendsLater({ code }: RpcErrorBody): boolean {
    const { signal } = this.#options;
    const delayMs = busyDelaysMs[this.#resends];
    if (code !== serverBusyCode || delayMs === undefined || signal?.aborted) return false;
    if (performance.now() + delayMs >= this.#deadline) return false;
    this.#resends += 1;
    this.#resendTimer = setTimeout(() => this.#options.resend(), delayMs);
    return true;
  }
}
