import { getEventListeners } from "node:events";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Release, RequestWindow } from "./request-window.js";

/** Resolves after everything that is due has run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Enters `count` times. `entered` holds the places in the order in which they were given. */
function enterMany(
  size: number,
  count: number,
): { entered: { index: number; release: Release }[] } {
  const window = new RequestWindow(size);
  const entered: { index: number; release: Release }[] = [];
  for (let index = 0; index < count; index += 1) {
    void window.enter().then((release) => entered.push({ index, release }));
  }
  return { entered };
}

describe("a window", () => {
  test("has a fixed number of places, and gives a freed one to the first in line", async () => {
    const { entered } = enterMany(2, 4);
    await settled();
    expect(entered.map(({ index }) => index)).toEqual([0, 1]);

    entered[1]?.release();
    await settled();
    expect(entered.map(({ index }) => index)).toEqual([0, 1, 2]);

    entered[0]?.release();
    await settled();
    expect(entered.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
  });

  test("takes a place back once, however often it is given back", async () => {
    const { entered } = enterMany(1, 3);
    await settled();

    entered[0]?.release();
    entered[0]?.release();
    await settled();

    expect(entered).toHaveLength(2);
  });

  // A second or two, and many times that if each were found by passing all that were served before.
  test("serves each of very many at the same cost", { timeout: 15_000 }, async () => {
    const window = new RequestWindow(1);
    let served = 0;
    const pass = (release: Release): void => {
      served += 1;
      release();
    };

    await Promise.all(Array.from({ length: 600_000 }, () => window.enter().then(pass)));

    expect(served).toBe(600_000);
  });

  test("of size 0 has no limit", async () => {
    const { entered } = enterMany(0, 1_000);
    await settled();

    expect(entered).toHaveLength(1_000);
  });

  test("never holds more than its size, and serves everybody in order, whatever the order of release", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
        async (size, choices) => {
          const { entered } = enterMany(size, choices.length);
          const inside: Release[] = [];
          let seen = 0;
          for (const choice of choices) {
            await settled();
            for (; seen < entered.length; seen += 1) inside.push(entered[seen]?.release ?? fail);
            expect(inside.length).toBeLessThanOrEqual(size);
            inside.splice(choice % inside.length, 1)[0]?.();
          }
          await settled();
          expect(entered.map(({ index }) => index)).toEqual(choices.map((_, index) => index));
        },
      ),
      { numRuns: 50 },
    );
  });
});

function fail(): never {
  throw new Error("a place is missing");
}

describe("a call of enter", () => {
  test("rejects with the signal's reason, and takes no place", async () => {
    const window = new RequestWindow(1);
    const release = await window.enter();
    const abort = new AbortController();
    const reason = new Error("changed my mind");
    const leaving = window.enter(abort.signal);
    const staying = window.enter();

    abort.abort(reason);
    await expect(leaving).rejects.toBe(reason);
    release();

    await expect(staying).resolves.toBeTypeOf("function");
  });

  test("does not even start to wait with a signal that has aborted", async () => {
    const window = new RequestWindow(1);

    await expect(window.enter(AbortSignal.abort("gone"))).rejects.toBe("gone");
    await expect(window.enter()).resolves.toBeTypeOf("function");
  });

  test("leaves no listener on its signal, whether admitted, released or closed", async () => {
    const window = new RequestWindow(1);
    const { signal } = new AbortController();
    const release = await window.enter(signal);
    const second = window.enter(signal);
    const third = window.enter(signal);
    expect(getEventListeners(signal, "abort")).toHaveLength(1);

    release();
    await second;
    window.close(new Error("over"));
    await third.catch(() => {});

    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  test("rejects when the window closes, and so does every later one", async () => {
    const window = new RequestWindow(1);
    await window.enter();
    const reason = new Error("over");
    const waiting = window.enter();

    window.close(reason);

    await expect(waiting).rejects.toBe(reason);
    await expect(window.enter()).rejects.toBe(reason);
  });
});
