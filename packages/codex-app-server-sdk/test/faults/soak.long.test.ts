import { test } from "vitest";
import { expectFlat, soak } from "./soak.js";

test("2,000 turns over 50 threads leave nothing behind in this process", async () => {
  const holdings = await soak({ threads: 50, turns: 2_000, samples: 20 });

  expectFlat(holdings.slice(2), 500);
});
