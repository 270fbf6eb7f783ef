import { availableParallelism } from "node:os";
import { defineConfig, type ViteUserConfig } from "vitest/config";

export type TestKind = "short" | "long" | "limits";

/** Cases that belong to `npm run test:long`. */
const longTests = "**/*.long.test.ts";

/** Limits of sizes and counts, which `npm run check` enforces. */
const limitTests = "**/*.limits.test.ts";

const included: Readonly<Record<TestKind, string[]>> = {
  short: ["**/*.test.ts"],
  long: [longTests],
  limits: [limitTests],
};

/** A package's vitest configuration. `reports/` is what the bootstrap adds the totals up from. */
export function packageTests(kind: TestKind = "short"): ViteUserConfig {
  const isLong = kind === "long";
  return defineConfig({
    test: {
      include: included[kind],
      // A package may have no long cases yet.
      passWithNoTests: isLong,
      exclude: [
        "**/node_modules/**",
        "**/dist/**",
        "**/examples/**",
        ...(kind === "short" ? [longTests, limitTests] : []),
      ],
      reporters: ["default", "json"],
      outputFile: { json: `reports/${kind}.json` },
      // The cases wait for other processes more than they compute, so three fit on two cores. Those
      // of the long tests load a machine by themselves.
      ...(!isLong && { maxWorkers: availableParallelism() + 1 }),
      testTimeout: isLong ? 600_000 : 60_000,
      hookTimeout: 60_000,
    },
  });
}
