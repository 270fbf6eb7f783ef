import { runTool, tools } from "./run-tool.mjs";
import { showProgress } from "./show-progress.mjs";

const turboOptions = ["--output-logs=errors-only", "--log-prefix=none"];

/** Builds every package; turbo skips what has not changed. */
export async function build() {
  await showProgress("Building", () => runTool([...tools.turbo, "run", "build", ...turboOptions]));
}

/**
 * Builds what the tooling needs. That is not the SDK: its generated files must be repairable while
 * the SDK does not compile.
 */
export async function buildForTooling() {
  const filter = "--filter=openai-codex-cli-bin";
  await showProgress("Building", () =>
    runTool([...tools.turbo, "run", "build", filter, ...turboOptions]),
  );
}
