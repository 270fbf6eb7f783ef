import { install } from "./install.mjs";
import { runTool, ToolFailed, tools } from "./run-tool.mjs";
import { showProgress } from "./show-progress.mjs";

const turboOptions = ["--continue=dependencies-successful", "--output-logs=errors-only"];

/** @type {Record<string, string[]>} */
const checks = {
  "Format and lint": [...tools.biome, "ci", "--error-on-warnings", "--colors=off"],
  Build: [...tools.turbo, "run", "build", ...turboOptions],
  Types: [...tools.turbo, "run", "typecheck", ...turboOptions],
  "Packed packages": [...tools.turbo, "run", "check:package", ...turboOptions],
  "Public API": [...tools.api, "--check"],
  Sizes: [...tools.turbo, "run", "check:limits", ...turboOptions],
  "Page about performance": [...tools.benchPage, "--check"],
  "Unused code and dependencies": [...tools.knip, "--no-progress"],
  Changesets: tools.changesetGuard,
  "Runtime manifests": [...tools.release, "sync-manifests", "--check"],
  "Pinned runtime": [...tools.release, "stage-runtime"],
  "Generated types": [...tools.codegen, "generate", "--check"],
};

/**
 * Runs every check, even after a failure, and shows the output of those that fail.
 * @returns {Promise<number>} exit code
 */
export async function runChecks() {
  await install();
  let exitCode = 0;
  for (const [title, command] of Object.entries(checks)) {
    const problems = await problemsOf(title, command);
    if (problems !== undefined) {
      console.error(problems);
      exitCode = 1;
    }
  }
  return exitCode;
}

/**
 * @param {string} title
 * @param {string[]} command
 * @returns {Promise<string | undefined>}
 */
async function problemsOf(title, command) {
  try {
    await showProgress(title, () => runTool(command));
    return undefined;
  } catch (error) {
    if (error instanceof ToolFailed) {
      return error.message;
    }
    throw error;
  }
}
