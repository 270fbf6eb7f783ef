import { expect, test } from "vitest";
import { KeyedQueue } from "./keyed-queue.js";
import { withResolvers } from "./with-resolvers.js";

test("what concerns one key is done one after the other, and nothing else waits for it", async () => {
  const queue = new KeyedQueue();
  const first = withResolvers<string>();
  const begun: string[] = [];
  const work = (name: string, end: Promise<string>) => (): Promise<string> => {
    begun.push(name);
    return end;
  };
  const running = queue.run("a", work("first", first.promise));
  const waiting = queue.run("a", work("second", Promise.resolve("2")));

  expect(await queue.run("b", work("other", Promise.resolve("o")))).toBe("o");
  expect(begun).toEqual(["first", "other"]);
  first.resolve("1");

  expect([await running, await waiting]).toEqual(["1", "2"]);
  expect(begun).toEqual(["first", "other", "second"]);
});

test("what fails is told to whoever asked for it, and to nobody after", async () => {
  const queue = new KeyedQueue();
  const failing = queue.run("a", async () => {
    throw new Error("failed");
  });
  const next = queue.run("a", async () => "next");

  await expect(failing).rejects.toThrow("failed");
  expect(await next).toBe("next");
});
