import { expect, test } from "vitest";
import { makeLongThread, readLongThread } from "./long-thread.js";

const megabytes = Number(process.env.HISTORY_MB ?? 150);

test(`a thread of ${megabytes} MB is resumed, listed and searched with little memory`, async () => {
  const { threadId, home, turns, bytes } = await makeLongThread(megabytes);
  expect(bytes).toBeGreaterThan(megabytes * 1_000_000);

  const read = await readLongThread(home, threadId);

  expect(read.found).toBe(1);
  // Each compaction is a turn, too.
  expect(read.turns).toBe(2 * turns);
  expect(read.items).toBeGreaterThan(turns * 100);
  expect(read.grownBy).toBeLessThan(40_000_000);
}, 170_000);
