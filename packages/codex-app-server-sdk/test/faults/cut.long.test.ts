import { expect, test } from "vitest";
import { cutAtRandom, killAndRestart } from "./cut-at-random.js";

const { CUTS = "60", KILLS = "40" } = process.env;

test(`${CUTS} cuts at random moments lose no result, and nothing is done twice`, async () => {
  const tally = await cutAtRandom(Number(CUTS));

  process.stderr.write(`${CUTS} cuts: ${JSON.stringify(tally)}\n`);
  expect(tally.whole + tally.lost).toBe(Number(CUTS));
  // Only a call that was under way at the cut may be rejected, never a turn that is known.
  expect(tally.whole).toBeGreaterThan(tally.lost);
});

test(`${KILLS} kills at random moments hang nothing, and nothing is done twice`, async () => {
  const tally = await killAndRestart(Number(KILLS));

  process.stderr.write(`${KILLS} kills: ${JSON.stringify(tally)}\n`);
  expect(tally.whole + tally.lost).toBe(Number(KILLS));
});
