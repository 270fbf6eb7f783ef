import { describe, expect, test, vi } from "vitest";
import { collect } from "../../../test/support/collect.js";
import { useFakeTimeouts } from "../../../test/support/use-fake-timeouts.js";
import type { Check, CheckContext, Verdict } from "./check.js";
import { checks } from "./checks.js";
import { runChecks } from "./run-checks.js";

const fine: Verdict = { ok: true, message: "fine" };
const wrong: Verdict = { ok: false, message: "wrong", fix: "mend it" };

function check(name: string, run: Check["run"], ...needs: string[]): Check {
  return { name, needs, run };
}

function context(signal = new AbortController().signal): CheckContext {
  return { env: {}, cwd: "/", os: "linux", cpu: "x64", stepMs: 100, signal };
}

/** Ends only when it is told to. */
function untilAborted({ signal }: CheckContext): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

describe("checks", () => {
  test("that need one which has failed are not made, nor those that need these", async () => {
    const run = vi.fn(async () => fine);
    const results = await collect(
      runChecks(
        [
          check("a", async () => wrong),
          check("b", run, "a"),
          check("c", run, "b"),
          check("d", async () => fine),
        ],
        context(),
      ),
    );

    expect(results).toEqual([
      { name: "a", ...wrong },
      { name: "b", ok: false, message: "not checked, because of: a" },
      { name: "c", ok: false, message: "not checked, because of: b" },
      { name: "d", ...fine },
    ]);
    expect(run).not.toHaveBeenCalled();
  });

  test("that throw something unforeseen are not ok, and the next ones are made", async () => {
    const fail = (): never => {
      throw new Error("no disk");
    };
    const results = await collect(
      runChecks([check("a", async () => fail()), check("b", async () => fine)], context()),
    );

    expect(results).toMatchObject([{ ok: false, message: "no disk" }, fine]);
  });

  test.each([
    ["end when they are told to", 400, untilAborted],
    ["never end", 5_400, () => new Promise<never>(() => {})],
  ])("are not waited for without an end, when they %s", async (_, ms, run) => {
    useFakeTimeouts();
    const results = collect(runChecks([check("a", run), check("b", async () => fine)], context()));

    await vi.advanceTimersByTimeAsync(ms);

    expect(await results).toMatchObject([
      { ok: false, message: "This took longer than 400 ms." },
      fine,
    ]);
  });

  test("end with the reason of an interruption, when the one that runs has ended", async () => {
    const controller = new AbortController();
    const reason = new Error("interrupted");
    let hasEnded = false;
    const run = async (given: CheckContext): Promise<Verdict> => {
      queueMicrotask(() => controller.abort(reason));
      await untilAborted(given).catch(() => {});
      hasEnded = true;
      throw given.signal.reason;
    };

    const results = collect(runChecks([check("a", run)], context(controller.signal)));

    await expect(results).rejects.toBe(reason);
    expect(hasEnded).toBe(true);
  });

  test("need only those that are made before them", () => {
    const names = checks.map(({ name }) => name);
    const isLate = checks.filter(({ needs }, index) =>
      needs.some((needed) => !names.slice(0, index).includes(needed)),
    );

    expect(isLate).toEqual([]);
  });
});
