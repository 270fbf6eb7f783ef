import { expect, test } from "vitest";
import { cutAtRandom, killAndRestart } from "./cut-at-random.js";

test("cuts at random moments lose no result, and nothing is asked, called or begun twice", async () => {
  const { whole, lost } = await cutAtRandom(6);

  expect(whole + lost).toBe(6);
});

test("servers killed at random moments are started again, and nothing hangs or runs twice", async () => {
  const { whole, lost } = await killAndRestart(4);

  expect(whole + lost).toBe(4);
});
