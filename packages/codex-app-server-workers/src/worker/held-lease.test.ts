import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Engine } from "../engine/engine.js";
import { memoryEngine } from "../memory/memory-engine.js";
import { HeldLease } from "./held-lease.js";

const never = new AbortController().signal;

async function leased(engine: Engine, giveUp: AbortSignal = never): Promise<HeldLease> {
  await engine.send("t", { id: "a", input: "a", options: {} });
  return new HeldLease(engine, await engine.take("w"), giveUp);
}

/** An engine whose leases can't be renewed. */
function unreachable(engine: Engine): Engine {
  return new Proxy(engine, {
    get: (target, name: keyof Engine) =>
      name === "renew"
        ? async () => Promise.reject(new Error("no connection"))
        : target[name].bind(target),
  });
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("is held as long as it is not given back", async () => {
  const engine = memoryEngine({ leaseMs: 900 });
  const held = await leased(engine);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(held.signal.aborted).toBe(false);
  expect(await engine.begin(held.lease)).toBeDefined();

  await held.release();
  expect((await engine.take("w")).token).toBe(2);
  expect(vi.getTimerCount()).toBe(1); // that of the next lease
});

test("is lost when the engine has given the thread to another worker", async () => {
  const engine = memoryEngine({ leaseMs: 900 });
  const held = await leased(engine);
  await engine.release(held.lease);
  await engine.take("another");
  await vi.advanceTimersByTimeAsync(300);

  expect(held.signal.reason).toMatchObject({ code: "LEASE_LOST" });
});

test("is lost when it has run out without an answer, and not before", async () => {
  const held = await leased(unreachable(memoryEngine({ leaseMs: 900 })));
  await vi.advanceTimersByTimeAsync(600);
  expect(held.signal.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(300);
  expect(held.signal.reason).toMatchObject({
    code: "LEASE_LOST",
    cause: { message: "no connection" },
  });
});

test("is given up with the worker", async () => {
  const worker = new AbortController();
  const held = await leased(memoryEngine(), worker.signal);
  worker.abort("closed");
  expect(held.signal.reason).toBe("closed");
});
