import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { abortable } from "./abortable.js";

describe("an abortable promise", () => {
  test("settles as the promise does when that is first, and removes its listener", async () => {
    const { signal } = new AbortController();

    await expect(abortable(Promise.resolve(1), signal)).resolves.toBe(1);
    await expect(abortable(Promise.reject(new Error("no")), signal)).rejects.toThrow("no");
    await Promise.resolve();

    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  test("rejects with the signal's reason when that is first, whatever the promise does later", async () => {
    const abort = new AbortController();
    let reject: (reason: Error) => void = () => {};
    const promise = new Promise<never>((_, no) => {
      reject = no;
    });
    const either = abortable(promise, abort.signal);

    abort.abort("left");
    reject(new Error("too late"));

    await expect(either).rejects.toBe("left");
  });
});
