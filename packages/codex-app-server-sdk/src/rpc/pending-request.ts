import { onAbort } from "../async/on-abort.js";
import { withResolvers } from "../async/with-resolvers.js";
import { RequestTimeoutError } from "../errors/index.js";
import type { RpcErrorBody } from "./messages.js";
import { rpcErrorFrom, serverBusyCode } from "./rpc-error.js";

export interface PendingRequestOptions {
  method: string;
  /** How long the answer may take from now on, in milliseconds; 0 = no limit. */
  timeoutMs: number;
  /** Aborting rejects the promise. The request itself stays pending until it is answered. */
  signal?: AbortSignal | undefined;
  /**
   * Called with the result before the promise resolves, even if the request was aborted. An
   * exception rejects the promise.
   */
  onResult?(result: unknown): void;
  /** Sends the request once more. */
  resend(): void;
  /** Called once, when no answer is expected any more. */
  done(): void;
}

export type Answer = { kind: "result"; result: unknown } | { kind: "error"; error: RpcErrorBody };

/** Delays before a request that the server was too busy for is sent again. */
const busyDelaysMs = [250, 500];

/**
 * A request that was sent and waits for its answer. Rejects at its deadline, and sends the request
 * again when the server was too busy.
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

  /**
   * Resolves with the result. Rejects with the server's error, at the deadline, when the signal
   * aborts, or with the reason given to `fail`.
   */
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

  /** Returns false when the request was already settled. */
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
