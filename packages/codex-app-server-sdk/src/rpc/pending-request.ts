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
  onResult?: ((result: unknown) => void) | undefined;
  /** Sends the request once more. */
  resend(): void;
  /** Called once, when no answer is waited for any more. */
  done(): void;
}

export type Answer = { kind: "result"; result: unknown } | { kind: "error"; error: RpcErrorBody };

/** A request that was sent and is not answered yet. */
export interface PendingRequest {
  readonly promise: Promise<unknown>;
  answer(answer: Answer): void;
  fail(reason: Error): void;
}

/** How long to wait before a request that met an overloaded server is sent again. */
const busyDelaysMs = [250, 500];

/** Waits for one answer, with a deadline, and sends the request again when the server is busy. */
export function createPendingRequest(options: PendingRequestOptions): PendingRequest {
  const { method, timeoutMs, signal } = options;
  const { promise, resolve, reject } = withResolvers<unknown>();
  const deadline = timeoutMs > 0 ? performance.now() + timeoutMs : Number.POSITIVE_INFINITY;
  let settled = false;
  let resends = 0;
  let resendTimer: NodeJS.Timeout | undefined;

  /** False when it was settled before. */
  const settle = (): boolean => {
    if (settled) return false;
    settled = true;
    clearTimeout(timer);
    clearTimeout(resendTimer);
    forgetSignal();
    options.done();
    return true;
  };
  const fail = (reason: Error): void => {
    if (settle()) reject(reason);
  };
  const deliver = (result: unknown): void => {
    try {
      options.onResult?.(result);
      resolve(result);
    } catch (error) {
      reject(error);
    }
  };
  const resendsLater = (error: RpcErrorBody): boolean => {
    const delayMs = busyDelaysMs[resends];
    if (error.code !== serverBusyCode || delayMs === undefined || signal?.aborted) return false;
    if (performance.now() + delayMs >= deadline) return false;
    resends += 1;
    resendTimer = setTimeout(options.resend, delayMs);
    return true;
  };

  const timer =
    timeoutMs > 0
      ? setTimeout(() => fail(new RequestTimeoutError(method, timeoutMs)), timeoutMs)
      : undefined;
  const forgetSignal = onAbort(signal, reject);

  return {
    promise,
    fail,
    answer(answer) {
      if (answer.kind === "result") {
        if (settle()) deliver(answer.result);
      } else if (!resendsLater(answer.error)) {
        const { code, message, data } = answer.error;
        fail(rpcErrorFrom({ method, rpcCode: code, message, data }));
      }
    },
  };
}
