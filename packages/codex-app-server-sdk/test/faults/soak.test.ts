import { test } from "vitest";
import { expectFlat, soak } from "./soak.js";

test("60 turns over 5 threads leave nothing behind in this process", async () => {
  const holdings = await soak({ threads: 5, turns: 60, samples: 6 });

  // The runtime itself still warms up in so few turns; a turn that stayed would take more.
  expectFlat(holdings.slice(1), 8_000);
});
