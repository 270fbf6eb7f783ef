import { getEventListeners } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import { OldAbortController } from "../../test/support/old-abort-controller.js";
import { onAbort } from "./on-abort.js";

function heard(): { reasons: unknown[]; listener(reason: unknown): void } {
  const reasons: unknown[] = [];
  return { reasons, listener: (reason) => reasons.push(reason) };
}

describe("onAbort", () => {
  test("calls every listener with the reason, once, in order", () => {
    const abort = new AbortController();
    const order: string[] = [];
    for (const name of ["a", "b", "c"]) {
      onAbort(abort.signal, (reason) => order.push(`${name}: ${reason}`));
    }

    abort.abort("enough");
    abort.abort("again");

    expect(order).toEqual(["a: enough", "b: enough", "c: enough"]);
  });

  test("calls the listener at once when the signal has aborted already", () => {
    const { reasons, listener } = heard();

    onAbort(AbortSignal.abort("before"), listener)();

    expect(reasons).toEqual(["before"]);
  });

  test("calls a listener of an older signal with an AbortError", () => {
    const abort = new OldAbortController();
    const early = heard();
    const late = heard();

    onAbort(abort.signal, early.listener);
    onAbort(abort.signal, () => {})();
    expect(abort.listeners).toBe(1);
    abort.abort();
    onAbort(abort.signal, late.listener);

    const abortError = expect.objectContaining({ name: "AbortError" });
    expect([early.reasons, late.reasons]).toEqual([[abortError], [abortError]]);
    expect(early.reasons[0]).toBeInstanceOf(DOMException);
  });

  test("does nothing without a signal", () => {
    const { reasons, listener } = heard();

    onAbort(undefined, listener)();

    expect(reasons).toEqual([]);
  });

  test("calls no listener that was removed, even while the others are being called", () => {
    const abort = new AbortController();
    const { reasons, listener } = heard();
    const gone = onAbort(abort.signal, () => listener("gone"));
    onAbort(abort.signal, () => later());
    const later = onAbort(abort.signal, () => listener("taken off by the one before"));
    onAbort(abort.signal, () => listener("stays"));

    gone();
    abort.abort();

    expect(reasons).toEqual(["stays"]);
  });

  test("adds two listeners for the same function given twice", () => {
    const abort = new AbortController();
    const { reasons, listener } = heard();
    const first = onAbort(abort.signal, listener);
    onAbort(abort.signal, listener);

    first();
    first();
    abort.abort("reason");

    expect(reasons).toEqual(["reason"]);
  });

  test("adds one listener to the signal, and none is left once nobody listens", () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on("warning", note);
    onTestFinished(() => void process.off("warning", note));
    const { signal } = new AbortController();

    const forget = Array.from({ length: 1_000 }, () => onAbort(signal, () => {}));
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    for (const one of forget) one();
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    onAbort(signal, () => {})();

    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    expect(warnings).toEqual([]);
  });
});
