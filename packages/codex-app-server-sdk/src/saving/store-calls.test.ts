import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { memoryThreadStore, type ThreadStore } from "../store/index.js";
import { StoreCalls } from "./store-calls.js";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

function storeWith(parts: Partial<ThreadStore>): ThreadStore {
  const store = memoryThreadStore();
  return {
    load: (...args) => store.load(...args),
    save: (...args) => store.save(...args),
    list: () => store.list(),
    delete: (threadId) => store.delete(threadId),
    ...parts,
  };
}

test("a store that hangs gets four calls for a thread, of whatever kind, until it ends them", async () => {
  const asked: string[] = [];
  const hanging: ((reason: Error) => void)[] = [];
  const hang = (threadId: string): Promise<never> => {
    asked.push(threadId);
    return new Promise((_, reject) => hanging.push(reject));
  };
  const store = storeWith({ load: hang, delete: hang });
  const calls = new StoreCalls({ store, storeMs: 10 });
  for (const call of [calls.load("a"), calls.load("a", "me"), calls.delete("a"), calls.load("a")]) {
    const failing = expect(call).rejects.toMatchObject({ problem: "timeout" });
    vi.advanceTimersByTime(10);
    await failing;
  }

  await expect(calls.load("a")).rejects.toThrow("has not ended 4 earlier calls");
  expect(asked).toEqual(["a", "a", "a", "a"]);
  const other = calls.load("b");
  hanging[0]?.(new Error("at last"));
  await vi.advanceTimersByTimeAsync(0);
  const again = calls.load("a");

  expect(asked).toEqual(["a", "a", "a", "a", "b", "a"]);
  for (const end of hanging) end(new Error("ended"));
  await expect(other).rejects.toMatchObject({ problem: "failed", threadId: "b" });
  await expect(again).rejects.toThrow("ended");
});

test("saves are numbered in one row, so that a token that is used again begins no new one", async () => {
  const numbers: [string, number][] = [];
  const store = storeWith({
    save: async (threadId, { sequence }) => void numbers.push([threadId, sequence]),
  });
  const calls = new StoreCalls({ store, storeMs: 0 });
  const save = { token: { term: 1, writer: "me" }, name: null, isArchived: false, files: [] };
  for (const threadId of ["a", "b", "a"]) await calls.save(threadId, save);

  expect(numbers).toEqual([
    ["a", 1],
    ["b", 2],
    ["a", 3],
  ]);
});
