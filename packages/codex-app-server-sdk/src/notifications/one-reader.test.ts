import { expect, test } from "vitest";
import { OptionsError } from "../errors/index.js";
import { AsyncQueue } from "./async-queue.js";
import { OneReader } from "./one-reader.js";

test("a stream is read by one loop; a second one is told to ask for another stream", async () => {
  const queue = new AsyncQueue<string>({ maxItems: 0, maxBytes: 0, join: () => undefined });
  const stream = new OneReader(queue, "stream()");
  queue.push("a", 1);
  queue.end();
  for await (const value of stream) expect(value).toBe("a");

  const again = (): unknown => stream[Symbol.asyncIterator]();

  expect(again).toThrow(OptionsError);
  expect(again).toThrow("call stream() again");
});
