import { onAbort } from "../async/on-abort.js";
import { startTimer } from "../async/start-timer.js";
import { withResolvers } from "../async/with-resolvers.js";
import { RequestTimeoutError } from "../errors/index.js";
import type { RpcErrorBody } from "./messages.js";
import { serverBusyCode } from "./rpc-error.js";

export interface PendingRequestOptions {
  method: string;
  /** How long the answer may take from now on, in milliseconds; 0 = no limit. */
  timeoutMs: number;
  /** Aborting rejects the promise. The request itself stays pending until it is answered. */
  signal?: AbortSignal | undefined;
  /** Called with the length of each answer in bytes: one that is busy is asked again. */
  onSize?: ((bytes: number) => void) | undefined;
  /** Called with the result before the promise resolves. What it throws rejects the promise. */
  onResult?(result: unknown): void;
  /** Called instead with a result that comes when nobody waits for it any more. */
  onLate?(result: unknown): void;
  /** Called once, when the caller has left at the deadline or on abort, before an answer. */
  onLeft?(): void;
  /** The error for the caller when the server refuses the request. */
  errorFrom(refusal: RpcErrorBody): Error;
  /** Sends the request once more. */
  resend(): void;
  /** Called once, when the request no longer counts as one that the server is busy with. */
  released(): void;
  /** Called once, when no answer is of interest any more. */
  done(): void;
}

export type Answer = { kind: "result"; result: unknown } | { kind: "error"; error: RpcErrorBody };

/** Delays before a request that the server was too busy for is sent again. */
const busyDelaysMs = [250, 500];

/**
 * A request that was sent and is not answered yet. Waits for one answer, with a deadline, and
 * sends the request again when the server is busy. What its caller is told, at the deadline or on
 * abort, does not end what the server does: a late result is handed over all the same.
 */
export class PendingRequest {
  readonly #options: PendingRequestOptions;
  readonly #outcome = withResolvers<unknown>();
  readonly #deadline: number;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #forgetSignal: () => void;
  /** `left`: the caller has been told that there is no result for it. */
  #state: "waiting" | "left" | "done" = "waiting";
  #isReleased = false;
  #resends = 0;
  #resendTimer: NodeJS.Timeout | undefined;

  constructor(options: PendingRequestOptions) {
    const { timeoutMs, signal } = options;
    this.#options = options;
    this.#deadline = timeoutMs > 0 ? performance.now() + timeoutMs : Number.POSITIVE_INFINITY;
    if (timeoutMs > 0) this.#timer = startTimer(() => this.#expire(), timeoutMs);
    this.#forgetSignal = onAbort(signal, (reason) => this.#giveUp(reason));
  }

  /**
   * Resolves with the result. Rejects with the server's error, at the deadline, when the signal
   * aborts, or with the reason given to `fail`.
   */
  get promise(): Promise<unknown> {
    return this.#outcome.promise;
  }

  /** An answer has come, as this text. */
  measure(text: string): void {
    if (this.#state === "waiting") this.#options.onSize?.(Buffer.byteLength(text));
  }

  answer(answer: Answer): void {
    if (answer.kind === "result") {
      this.#deliver(answer.result);
    } else if (!this.#resendsLater(answer.error)) {
      this.fail(this.#options.errorFrom(answer.error));
    }
  }

  fail(reason: Error): void {
    this.#leave(reason);
    this.#finish();
  }

  /** Nobody is told anything else after the first time. */
  #leave(reason: unknown): void {
    if (this.#state !== "waiting") return;
    this.#state = "left";
    this.#outcome.reject(reason);
  }

  #giveUp(reason: unknown): void {
    if (this.#state !== "waiting") return;
    this.#leave(reason);
    this.#options.onLeft?.();
  }

  #expire(): void {
    const { method, timeoutMs, onLate } = this.#options;
    this.#giveUp(new RequestTimeoutError(method, timeoutMs));
    if (!onLate) {
      this.#finish();
      return;
    }
    clearTimeout(this.#resendTimer);
    this.#forgetSignal();
    this.#release();
  }

  #deliver(result: unknown): void {
    const isLate = this.#state === "left";
    this.#finish();
    try {
      if (isLate) {
        this.#options.onLate?.(result);
      } else {
        this.#options.onResult?.(result);
        this.#outcome.resolve(result);
      }
    } catch (error) {
      this.#outcome.reject(error); // Does nothing where the caller has left.
      if (isLate) throw error;
    }
  }

  #finish(): void {
    if (this.#state === "done") return;
    this.#state = "done";
    clearTimeout(this.#timer);
    clearTimeout(this.#resendTimer);
    this.#forgetSignal();
    this.#release();
    this.#options.done();
  }

  #release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#options.released();
  }

  #resendsLater({ code }: RpcErrorBody): boolean {
    const delayMs = busyDelaysMs[this.#resends];
    if (code !== serverBusyCode || delayMs === undefined || this.#state !== "waiting") return false;
    if (performance.now() + delayMs >= this.#deadline) return false;
    this.#resends += 1;
    this.#resendTimer = startTimer(() => this.#resend(), delayMs);
    return true;
  }

  /** Not for a caller that has left meanwhile. */
  #resend(): void {
    if (this.#state === "waiting") this.#options.resend();
    else this.#finish();
  }
}
