import { relative } from "node:path";

/**
 * @typedef {object} FileReport a test file in vitest's JSON report
 * @property {string} name
 * @property {string} status
 * @property {{ status: string, fullName: string }[]} assertionResults
 *
 * @typedef {{ success: boolean, testResults: FileReport[] }} Report
 *
 * @typedef {{ passed: number, failed: string[], skipped: string[] }} Totals
 */

/**
 * The totals of a package's tests, from the report that vitest wrote. Each of these counts as one
 * failure: a file that fails without a failing test (in an import or a hook), a run that fails
 * without a failing file, and a report that is missing or cut off, because then the run broke off.
 * @param {{ name: string, folder: string, json: string | undefined }} options
 * @returns {Totals}
 */
export function totalsOfReport({ name, folder, json }) {
  const report = json === undefined ? undefined : parseReport(json);
  if (!report) {
    return failure(`${name}: no report, its tests did not run to the end`);
  }
  const totals = sumTotals(
    report.testResults.map((file) =>
      totalsOfFile(`${name}: ${relative(folder, file.name).replaceAll("\\", "/")}`, file),
    ),
  );
  const failedOutside = !report.success && totals.failed.length === 0;
  return failedOutside
    ? sumTotals([totals, failure(`${name}: the run failed outside of its tests`)])
    : totals;
}

/**
 * @param {Totals[]} parts
 * @returns {Totals}
 */
export function sumTotals(parts) {
  return {
    passed: parts.reduce((sum, part) => sum + part.passed, 0),
    failed: parts.flatMap((part) => part.failed),
    skipped: parts.flatMap((part) => part.skipped),
  };
}

/**
 * The lines that end a test run. The last one has the totals and nothing else.
 * @param {Totals} totals
 */
export function totalsLines({ passed, failed, skipped }) {
  return [
    ...listed("skipped", skipped),
    ...listed("failed", failed),
    `${passed} passed, ${failed.length} failed`,
  ];
}

/**
 * @param {string} json
 * @returns {Report | undefined}
 */
function parseReport(json) {
  try {
    const report = JSON.parse(json);
    return Array.isArray(report?.testResults) ? report : undefined;
  } catch {
    return undefined; // Cut off while it was written: treated as missing.
  }
}

/**
 * @param {string} place
 * @param {FileReport} file
 * @returns {Totals}
 */
function totalsOfFile(place, file) {
  const named = (/** @type {(status: string) => boolean} */ wanted) =>
    file.assertionResults
      .filter(({ status }) => wanted(status))
      .map(({ fullName }) => `${place}: ${fullName}`);
  const passed = named((status) => status === "passed").length;
  const failed = named((status) => status === "failed");
  const skipped = named((status) => status !== "passed" && status !== "failed");
  const broken = file.status !== "passed" && failed.length === 0;
  return {
    passed,
    failed: broken ? [`${place}: did not load, or a hook failed`] : failed,
    skipped,
  };
}

/**
 * @param {string} what
 * @returns {Totals}
 */
function failure(what) {
  return { passed: 0, failed: [what], skipped: [] };
}

/**
 * @param {string} what
 * @param {string[]} names
 */
function listed(what, names) {
  return names.length === 0 ? [] : [`${names.length} ${what}:`, ...names.map((n) => `  ${n}`)];
}
