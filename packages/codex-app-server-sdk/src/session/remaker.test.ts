import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { TransportClosedError } from "../errors/index.js";
import type { RemakePolicy } from "../options/remake-policy.js";
import { Remaker } from "./remaker.js";

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const reason = new TransportClosedError("The app-server was ended by SIGKILL.");

interface Setup {
  logged: string[];
  /** Loses the connection; the first `failures` attempts to make it again fail. */
  lose(failures: number, signal?: AbortSignal): Promise<string>;
}

function setUp(policy: RemakePolicy): Setup {
  const logged: string[] = [];
  const log = (text: string): void => void logged.push(text);
  const remaker = new Remaker(policy, { debug: log, info: log, warn: log, error: log });
  const lose = async (failures: number, signal = new AbortController().signal): Promise<string> => {
    let left = failures;
    const made = remaker.run({
      reason,
      signal,
      attempt: async () => {
        if (left === 0) return "made";
        left -= 1;
        throw new Error("not there");
      },
    });
    const outcome = made.catch((error: Error) => error.message);
    await vi.runAllTimersAsync();
    return outcome;
  };
  return { logged, lose };
}

const waits = (logged: readonly string[]): number[] =>
  logged.flatMap((line) => / in (\d+) ms/.exec(line)?.[1] ?? []).map(Number);

describe("a lost connection", () => {
  test("is tried again after a time that doubles, up to half a minute", async () => {
    const { logged, lose } = setUp({ kind: "reconnect", maxAttempts: 0, backoffMs: 1_000 });

    expect(await lose(7)).toBe("made");

    expect(waits(logged)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    expect(logged[0]).toContain("SIGKILL");
    expect(logged[1]).toContain("not there");
    expect(logged.at(-1)).toContain("has worked at attempt 8");
  });

  test("waits for less at random, and never for less than half", async () => {
    vi.spyOn(Math, "random").mockReturnValue(1);
    const { logged, lose } = setUp({ kind: "reconnect", maxAttempts: 0, backoffMs: 1_000 });

    await lose(1);

    expect(waits(logged)).toEqual([500, 1_000]);
  });

  test("is given up after the last attempt, with the reasons", async () => {
    const { lose } = setUp({ kind: "reconnect", maxAttempts: 3, backoffMs: 10 });

    const message = await lose(3);

    expect(message).toContain("SIGKILL");
    expect(message).toContain("3 attempts to reconnect have failed. The last one: not there");
  });

  test("has all attempts again at each loss, and no wait that has grown before", async () => {
    const { logged, lose } = setUp({ kind: "reconnect", maxAttempts: 2, backoffMs: 10 });

    for (let loss = 0; loss < 3; loss += 1) expect(await lose(1)).toBe("made");

    expect(waits(logged)).toEqual([10, 20, 10, 20, 10, 20]);
  });

  test("is not made again once that is cancelled", async () => {
    const { lose } = setUp({ kind: "restart", maxAttempts: 0, backoffMs: 10 });
    const controller = new AbortController();
    controller.abort(new Error("closed"));

    expect(await lose(0, controller.signal)).toBe("closed");
  });
});

describe("a server that dies soon after each start", () => {
  test("is given up when its starts are used up", async () => {
    const { lose } = setUp({ kind: "restart", maxAttempts: 2, backoffMs: 10 });

    expect(await lose(0)).toBe("made");
    expect(await lose(0)).toBe("made");

    expect(await lose(0)).toContain("2 attempts to restart have failed.");
  });

  test("has all of them again when it has run for a minute", async () => {
    const { lose } = setUp({ kind: "restart", maxAttempts: 1, backoffMs: 10 });

    expect(await lose(0)).toBe("made");
    vi.advanceTimersByTime(60_000);

    expect(await lose(0)).toBe("made");
  });
});
