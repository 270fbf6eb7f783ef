import type * as wire from "codex-app-server-sdk/protocol";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  InternalRpcError,
  OptionsError,
  RetryLimitExceededError,
  ServerBusyError,
  TransportClosedError,
} from "./errors/index.js";
import { isRetryableError, type RetryOptions, retryOnOverload } from "./retry.js";
import { turnFixture } from "./testing/transport/wire-fixtures.js";
import { TurnFailedError } from "./turn/turn-errors.js";

function busy(): ServerBusyError {
  const message = "Server overloaded; retry later.";
  return new ServerBusyError({ method: "thread/start", rpcCode: -32001, message, data: undefined });
}

function failedTurn(codexErrorInfo: wire.CodexErrorInfo): TurnFailedError {
  const error = { message: "no", codexErrorInfo, additionalDetails: null, misalignment: null };
  const turn = turnFixture({ id: "turn-1", status: "failed", error });
  const result = {
    turn,
    items: [],
    finalResponse: null,
    usage: null,
    turnUsage: null,
    agents: [],
    output: null,
  };
  return new TurnFailedError(result, error.message);
}

/** Runs an operation that always fails, and records when it is tried. */
async function attemptTimes(
  options: RetryOptions,
  error: Error = busy(),
): Promise<{ times: number[]; error: unknown }> {
  const times: number[] = [];
  const start = performance.now();
  const outcome = retryOnOverload(async () => {
    times.push(Math.round(performance.now() - start));
    throw error;
  }, options).catch((reason: unknown) => reason);
  await vi.runAllTimersAsync();
  return { times, error: await outcome };
}

describe("an error worth another attempt", () => {
  test("is an overloaded server, or a turn whose model was overloaded", () => {
    expect(isRetryableError(busy())).toBe(true);
    expect(isRetryableError(failedTurn("serverOverloaded"))).toBe(true);
    expect(isRetryableError(failedTurn("server_overloaded"))).toBe(true);
  });

  test("is none of the others", () => {
    const details = { method: "m", rpcCode: -32603, message: "no", data: undefined };
    expect(isRetryableError(new InternalRpcError(details))).toBe(false);
    expect(isRetryableError(new TransportClosedError("gone"))).toBe(false);
    expect(isRetryableError(failedTurn("usageLimitExceeded"))).toBe(false);
    expect(isRetryableError(new RetryLimitExceededError(busy(), 3))).toBe(false);
    expect(isRetryableError(Object.assign(new Error("no"), { code: "SERVER_BUSY" }))).toBe(false);
    expect(isRetryableError(undefined)).toBe(false);
  });
});

describe("retryOnOverload", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  test("resolves with the first success and tries no more", async () => {
    const operation = vi.fn().mockRejectedValueOnce(busy()).mockResolvedValue("done");

    const result = retryOnOverload(operation);
    await vi.runAllTimersAsync();

    expect(await result).toBe("done");
    expect(operation).toHaveBeenCalledTimes(2);
  });

  test("rejects with any other error at once", async () => {
    const other = new TransportClosedError("gone");

    expect(await attemptTimes({}, other)).toEqual({ times: [0], error: other });
  });

  test("gives up after three attempts, with the last error as the cause", async () => {
    const last = busy();

    const { times, error } = await attemptTimes({}, last);

    expect(times).toHaveLength(3);
    expect(error).toBeInstanceOf(RetryLimitExceededError);
    expect(error).toBeInstanceOf(ServerBusyError);
    expect(error).toMatchObject({ attempts: 3, cause: last, method: "thread/start" });
    expect((error as Error).message).toContain("3 attempts");
  });

  test("says why the turn failed at the last attempt", async () => {
    const { error } = await attemptTimes({ maxAttempts: 2 }, failedTurn("serverOverloaded"));

    expect(error).toMatchObject({ method: "turn/start", attempts: 2, data: "serverOverloaded" });
    expect((error as Error).message).toContain("The turn failed: no");
    expect((error as Error).message).not.toContain("undefined");
  });

  test("tries once with maxAttempts 1", async () => {
    expect((await attemptTimes({ maxAttempts: 1 })).times).toEqual([0]);
  });

  test("waits 250 ms, twice as long each time, and never more than 2 s", async () => {
    const { times } = await attemptTimes({ maxAttempts: 7, jitterRatio: 0 });

    expect(times).toEqual([0, 250, 750, 1_750, 3_750, 5_750, 7_750]);
  });

  test.each([
    [0, [0, 80, 240, 400]],
    [1, [0, 120, 320, 520]],
  ])(
    "varies each wait by a fifth at most, within the longest wait (random %d)",
    async (random, expected) => {
      vi.spyOn(Math, "random").mockReturnValue(random);

      const { times } = await attemptTimes({
        maxAttempts: 4,
        initialDelayMs: 100,
        maxDelayMs: 200,
      });

      expect(times).toEqual(expected);
    },
  );

  test("lets the waits grow without limit with a longest wait of 0", async () => {
    const { times } = await attemptTimes({ maxAttempts: 6, maxDelayMs: 0, jitterRatio: 0 });

    expect(times).toEqual([0, 250, 750, 1_750, 3_750, 7_750]);
  });

  test("tries nothing when its signal has fired already", async () => {
    const operation = vi.fn();
    const signal = AbortSignal.abort(new Error("too late"));

    await expect(retryOnOverload(operation, { signal })).rejects.toThrow("too late");
    expect(operation).not.toHaveBeenCalled();
  });

  test("ends its wait with the signal's reason, and leaves no timer", async () => {
    const abort = new AbortController();
    const operation = vi.fn().mockRejectedValue(busy());
    const outcome = retryOnOverload(operation, { signal: abort.signal });
    const failed = expect(outcome).rejects.toThrow("enough");
    await vi.advanceTimersByTimeAsync(10);

    abort.abort(new Error("enough"));

    await failed;
    expect(vi.getTimerCount()).toBe(0);
    expect(operation).toHaveBeenCalledTimes(1);
  });

  test.each([
    { maxAttempts: 0 },
    { maxAttempts: Number.NaN },
    { maxAttempts: 1.5 },
    { initialDelayMs: -1 },
    { maxDelayMs: 2 ** 31 },
    { jitterRatio: 2 },
  ])("refuses %j before it tries anything", async (options) => {
    const operation = vi.fn();

    const error = await retryOnOverload(operation, options).catch((reason: unknown) => reason);

    const [[name, value] = []] = Object.entries(options);
    expect(error).toBeInstanceOf(OptionsError);
    expect((error as Error).message).toContain(`${name} is ${value}`);
    expect(operation).not.toHaveBeenCalled();
  });
});
