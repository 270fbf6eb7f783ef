import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, type Mock, test, vi } from "vitest";
import { Redactor } from "../diagnostics/redactor.js";
import { InvalidRequestError, RequestTimeoutError, ServerBusyError } from "../errors/index.js";
import { PendingRequest, type PendingRequestOptions } from "./pending-request.js";
import { rpcErrorFrom } from "./rpc-error.js";

const busy = { kind: "error", error: { code: -32001, message: "overloaded" } } as const;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0); // no timer may outlive the request, however it ended
  vi.useRealTimers();
});

interface Requested {
  pending: PendingRequest;
  promise: Promise<unknown>;
  resend: Mock<() => void>;
  released: Mock<() => void>;
  done: Mock<() => void>;
}

function request(options: Partial<PendingRequestOptions> = {}): Requested {
  const resend = vi.fn<() => void>();
  const released = vi.fn<() => void>();
  const done = vi.fn<() => void>();
  const pending = new PendingRequest({
    method: "some/method",
    timeoutMs: 1_000,
    errorFrom: (refusal) =>
      rpcErrorFrom(refusal, { method: "some/method", params: undefined, redactor: new Redactor() }),
    resend,
    released,
    done,
    ...options,
  });
  const { promise } = pending;
  promise.catch(() => {});
  return { pending, promise, resend, released, done };
}

describe("an answer", () => {
  test("settles the request, once", async () => {
    const { promise, pending, done } = request();

    pending.answer({ kind: "result", result: 1 });
    pending.fail(new Error("too late"));
    pending.answer({ kind: "result", result: 2 });

    await expect(promise).resolves.toBe(1);
    expect(done).toHaveBeenCalledOnce();
  });

  test("reaches onResult before the promise, and what that throws rejects it", async () => {
    const order: string[] = [];
    const seen = request({ onResult: () => void order.push("onResult") });
    void seen.promise.then(() => order.push("promise"));
    seen.pending.answer({ kind: "result", result: 1 });
    expect(order).toEqual(["onResult"]);

    const reason = new Error("not what I asked for");
    const throwing = request({
      onResult: () => {
        throw reason;
      },
    });
    throwing.pending.answer({ kind: "result", result: 1 });

    await expect(throwing.promise).rejects.toBe(reason);
    expect(order).toEqual(["onResult", "promise"]);
  });

  test("that is an error rejects with its class", async () => {
    const { promise, pending } = request();

    pending.answer({ kind: "error", error: { code: -32600, message: "no", data: { a: 1 } } });

    await expect(promise).rejects.toBeInstanceOf(InvalidRequestError);
    await expect(promise).rejects.toMatchObject({ data: { a: 1 }, method: "some/method" });
  });
});

describe("the deadline", () => {
  test("rejects, naming the method and the time", async () => {
    const { promise, done } = request();

    vi.advanceTimersByTime(999);
    expect(done).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);

    expect(done).toHaveBeenCalledOnce();
    await expect(promise).rejects.toBeInstanceOf(RequestTimeoutError);
    await expect(promise).rejects.toMatchObject({ method: "some/method", timeoutMs: 1_000 });
  });

  test("of 0 is no deadline", () => {
    const { done, pending } = request({ timeoutMs: 0 });

    vi.advanceTimersByTime(2 ** 31);

    expect(done).not.toHaveBeenCalled();
    pending.answer({ kind: "result", result: 1 });
  });
});

describe("a busy server", () => {
  test("is asked again after 250 and 500 ms, then the request rejects", async () => {
    const { promise, pending, resend, done } = request({ timeoutMs: 10_000 });

    for (const [delayMs, calls] of [
      [250, 1],
      [500, 2],
    ] as const) {
      pending.answer(busy);
      vi.advanceTimersByTime(delayMs - 1);
      expect(resend).toHaveBeenCalledTimes(calls - 1);
      vi.advanceTimersByTime(1);
      expect(resend).toHaveBeenCalledTimes(calls);
    }
    expect(done).not.toHaveBeenCalled();
    pending.answer(busy);

    await expect(promise).rejects.toBeInstanceOf(ServerBusyError);
    expect(resend).toHaveBeenCalledTimes(2);
  });

  test("that answers at the second attempt is no failure", async () => {
    const { promise, pending } = request();

    pending.answer(busy);
    vi.advanceTimersByTime(250);
    pending.answer({ kind: "result", result: "ok" });

    await expect(promise).resolves.toBe("ok");
  });

  test("is not asked again beyond the deadline", async () => {
    const { promise, pending, resend } = request({ timeoutMs: 200 });

    pending.answer(busy);

    await expect(promise).rejects.toBeInstanceOf(ServerBusyError);
    expect(resend).not.toHaveBeenCalled();
  });

  test("is not asked again when the connection ends meanwhile", async () => {
    const { promise, pending, resend } = request();

    pending.answer(busy);
    pending.fail(new Error("gone"));
    vi.advanceTimersByTime(1_000);

    await expect(promise).rejects.toThrow("gone");
    expect(resend).not.toHaveBeenCalled();
  });

  test("is not asked again after the request was aborted", () => {
    const abort = new AbortController();
    const { pending, resend, done } = request({ signal: abort.signal });

    abort.abort();
    pending.answer(busy);
    vi.advanceTimersByTime(1_000);

    expect(resend).not.toHaveBeenCalled();
    expect(done).toHaveBeenCalledOnce();
  });
});

describe("an answer after the deadline", () => {
  test("is handed over, and the place in the window was given back before", async () => {
    const onLate = vi.fn();
    const { promise, pending, released, done } = request({ timeoutMs: 100, onLate });
    vi.advanceTimersByTime(100);
    await expect(promise).rejects.toBeInstanceOf(RequestTimeoutError);
    expect(released).toHaveBeenCalledOnce();
    expect(done).not.toHaveBeenCalled();

    pending.answer({ kind: "result", result: 1 });

    expect(onLate).toHaveBeenCalledWith(1);
    expect(done).toHaveBeenCalledOnce();
    expect(released).toHaveBeenCalledOnce();
  });

  test("is not waited for where nobody wants it", () => {
    const { done } = request({ timeoutMs: 100 });

    vi.advanceTimersByTime(100);

    expect(done).toHaveBeenCalledOnce();
  });
});

describe("the signal", () => {
  test("rejects with its reason, and the request stays pending until answered", async () => {
    const abort = new AbortController();
    const [onResult, onLate] = [vi.fn(), vi.fn()];
    const { promise, pending, done, released } = request({
      signal: abort.signal,
      onResult,
      onLate,
    });
    const reason = new Error("changed my mind");

    abort.abort(reason);

    await expect(promise).rejects.toBe(reason);
    expect(released).not.toHaveBeenCalled(); // The server is busy with it all the same.
    expect(done).not.toHaveBeenCalled();
    pending.answer({ kind: "result", result: 1 });
    expect(onLate).toHaveBeenCalledWith(1);
    expect(onResult).not.toHaveBeenCalled();
    expect(done).toHaveBeenCalledOnce();
  });

  test("keeps a request that was refused as busy before from being sent again", () => {
    const abort = new AbortController();
    const { pending, resend, done } = request({ signal: abort.signal });
    pending.answer(busy);

    abort.abort();
    vi.advanceTimersByTime(1_000);

    expect(resend).not.toHaveBeenCalled();
    expect(done).toHaveBeenCalledOnce();
  });

  test("keeps no listener after the answer", () => {
    const { signal } = new AbortController();

    for (let i = 0; i < 100; i += 1) {
      request({ signal }).pending.answer({ kind: "result", result: i });
    }

    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });
});
