import { describe, expect, type Mock, test, vi } from "vitest";
import { collect } from "../../test/support/collect.js";
import { BufferOverflowError } from "../errors/index.js";
import { AsyncQueue } from "./async-queue.js";

function createQueue(limits: { maxItems?: number; maxBytes?: number } = {}): {
  queue: AsyncQueue<string>;
  closed: Mock<() => void>;
} {
  const closed = vi.fn<() => void>();
  const queue = new AsyncQueue<string>({
    maxItems: limits.maxItems ?? 0,
    maxBytes: limits.maxBytes ?? 0,
    join: (first, second) =>
      second.value === "stop"
        ? undefined
        : { value: first.value + second.value, size: first.size + second.size },
    closed,
  });
  return { queue, closed };
}

describe("reading", () => {
  test("gives what was pushed, before and after the reader came, in order", async () => {
    const { queue } = createQueue();
    queue.push("a", 1);
    const reading = collect(queue);
    queue.push("b", 1);
    await Promise.resolve();
    queue.push("c", 1);
    queue.end();

    expect(await reading).toEqual(["a", "b", "c"]);
  });

  test("by several readers at once serves them in order", async () => {
    const { queue } = createQueue();
    const reads = [queue.next(), queue.next(), queue.next()];
    queue.push("a", 1);
    queue.push("b", 1);
    queue.end();

    expect(await Promise.all(reads)).toEqual([
      { done: false, value: "a" },
      { done: false, value: "b" },
      { done: true, value: undefined },
    ]);
  });

  test("gives all values before the end or the error, which comes only once", async () => {
    const { queue } = createQueue();
    const reason = new Error("gone");
    queue.push("a", 1);
    queue.fail(reason);
    queue.push("too late", 1);
    queue.end();

    expect(await queue.next()).toEqual({ done: false, value: "a" });
    await expect(queue.next()).rejects.toBe(reason);
    expect(await queue.next()).toEqual({ done: true, value: undefined });
  });

  test("an error by several readers at once rejects one and ends the others", async () => {
    const { queue } = createQueue();
    const reads = Promise.allSettled([queue.next(), queue.next()]);
    queue.fail(new Error("gone"));

    expect((await reads).map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  });

  test("is optional: an error that nobody reads is no unhandled rejection", async () => {
    const { queue } = createQueue();
    queue.push("a", 1);
    queue.fail(new Error("nobody looks"));

    // An unhandled rejection would fail the run here.
    await new Promise((resolve) => setImmediate(resolve));
  });
});

describe("leaving", () => {
  test("drops all values, accepts no more and is reported once", async () => {
    const { queue, closed } = createQueue();
    queue.push("a", 1);
    queue.push("b", 1);

    for await (const value of queue) {
      expect(value).toBe("a");
      break;
    }
    queue.push("c", 1);
    await queue.return();

    expect(closed).toHaveBeenCalledOnce();
    expect(await queue.next()).toEqual({ done: true, value: undefined });
  });

  test("after an error that was not read yet drops the error too", async () => {
    const { queue } = createQueue();
    queue.fail(new Error("gone"));

    await queue.return();

    expect(await queue.next()).toEqual({ done: true, value: undefined });
  });

  test("ends the wait of another reader", async () => {
    const { queue } = createQueue();
    const waiting = queue.next();

    await queue.return();

    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});

describe("the bound", () => {
  test("joins neighbours and counts them, and loses no character", async () => {
    const { queue } = createQueue({ maxItems: 2 });
    for (const value of ["a", "b", "c", "d", "e"]) queue.push(value, 1);
    queue.end();

    expect((await collect(queue)).join("")).toBe("abcde");
    expect(queue.joined).toBeGreaterThanOrEqual(3);
  });

  test("that can't be kept ends the queue at once with an error that names it", async () => {
    const { queue, closed } = createQueue({ maxItems: 1, maxBytes: 100 });
    queue.push("stop", 1);
    queue.push("stop", 1);

    expect(closed).toHaveBeenCalledOnce();
    await expect(queue.next()).rejects.toBeInstanceOf(BufferOverflowError);
    queue.push("c", 1);
    expect(await queue.next()).toEqual({ done: true, value: undefined });
  });

  test("does not count what goes straight to a reader", async () => {
    const { queue } = createQueue({ maxBytes: 1 });
    const read = queue.next();

    queue.push("big", 1_000);

    expect(await read).toEqual({ done: false, value: "big" });
  });
});
