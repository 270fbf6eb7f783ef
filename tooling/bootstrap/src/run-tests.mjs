import { rmSync } from "node:fs";
import { join } from "node:path";
import { buildForTooling } from "./build.mjs";
import { install } from "./install.mjs";
import { listPackages } from "./list-packages.mjs";
import { readIfThere } from "./read-if-there.mjs";
import { runTool, ToolFailed, tools } from "./run-tool.mjs";
import { stageRuntime } from "./stage-runtime.mjs";
import { sumTotals, totalsLines, totalsOfReport } from "./totals.mjs";

/**
 * Runs every package's `test` or `test:long` and prints the results, the totals last.
 * @param {"test" | "test:long"} script
 * @returns {Promise<number>} exit code
 */
export async function runTests(script) {
  const packages = listPackages().filter(({ manifest }) => manifest.scripts?.[script]);
  const report = join("reports", script === "test" ? "short.json" : "long.json");
  for (const { folder } of packages) {
    rmSync(join(folder, report), { force: true });
  }
  const ending = await runSuites(script);
  const totals = packages.map(({ folder, manifest }) =>
    totalsOfReport({ name: manifest.name, folder, json: readIfThere(join(folder, report)) }),
  );
  return printTotals(sumTotals(totals), ending);
}

/**
 * @param {string} script
 * @returns {Promise<string | undefined>} how the run failed, if it did
 */
async function runSuites(script) {
  try {
    await install();
    await buildForTooling();
    await stageRuntime();
    await runTool([...tools.turbo, "run", script, ...turboOptions], { io: "shown" });
    return undefined;
  } catch (error) {
    if (!(error instanceof ToolFailed)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    return error.message;
  }
}

const turboOptions = [
  // One suite at a time: the tests start real processes and measure time.
  "--concurrency=1",
  // Run the other suites even if one fails or a package does not build.
  "--continue=dependencies-successful",
  "--output-logs=new-only",
  "--log-prefix=none",
];

/**
 * @param {import("./totals.mjs").Totals} totals
 * @param {string | undefined} ending
 */
function printTotals(totals, ending) {
  // A run can fail though every test passed: an error outside of the tests.
  const failed = totals.failed.length === 0 && ending ? [ending] : totals.failed;
  console.log(totalsLines({ ...totals, failed }).join("\n"));
  return failed.length === 0 ? 0 : 1;
}
