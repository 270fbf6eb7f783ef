import { expect, test } from "vitest";
import { startAndDelete } from "./many-threads.js";

const count = Number(process.env.THREADS ?? 100_000);

test(`a process that starts and deletes ${count} threads ends as small as it began`, async () => {
  const held = await startAndDelete(count);

  // A record, a map's entry or a weak reference of each would be more.
  const [, second = 0] = held;
  const bytesPerThread = ((held.at(-1) ?? 0) - second) / (count * 0.8);
  expect(bytesPerThread).toBeLessThan(10);
});
