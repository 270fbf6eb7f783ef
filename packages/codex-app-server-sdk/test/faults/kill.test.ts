import { expect, test } from "vitest";
import { killAtRandom } from "./kill-at-random.js";

test("servers killed at random moments end every call as documented and leave nothing", async () => {
  const outcomes = await killAtRandom(10);

  expect(outcomes.TRANSPORT_CLOSED).toBeGreaterThanOrEqual(10);
});
