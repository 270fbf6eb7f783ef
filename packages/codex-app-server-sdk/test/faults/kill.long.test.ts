import { expect, test } from "vitest";
import { killAtRandom } from "./kill-at-random.js";

test("200 servers killed at random moments end every call as documented and leave nothing", async () => {
  const outcomes = await killAtRandom(200);

  expect(outcomes.TRANSPORT_CLOSED).toBeGreaterThanOrEqual(200);
  expect(outcomes.fulfilled).toBeGreaterThan(0);
});
