import { build, buildForTooling } from "./build.mjs";
import { install } from "./install.mjs";
import { runChecks } from "./run-checks.mjs";
import { Interrupted } from "./run-child.mjs";
import { runTests } from "./run-tests.mjs";
import { runProgram, ToolFailed, tools } from "./run-tool.mjs";
import { stageRuntime } from "./stage-runtime.mjs";

/**
 * @typedef {object} Task
 * @property {string} does
 * @property {boolean} [takesArguments]
 * @property {(args: string[]) => Promise<number | void>} run its exit code, 0 if none
 */

/** The commands of tooling/release. */
const releaseCommands = {
  "stage-runtime": "make runtime packages to publish, or put the pinned runtime into the workspace",
  "pin-runtime": "move this repository to another Codex version",
  "sync-manifests": "rewrite the runtime manifests from the lock",
  "stage-sdk": "pack the SDK, beside the runtime packages if there are any",
  "verify-release": "check a folder of tarballs against the lock, and install them",
  rehearse: "publish a verified folder to a registry on this machine, and install from it",
  "publish-release": "publish a folder of tarballs to the given registry",
};

/** @type {Record<string, Task>} */
const tasks = {
  test: { does: "every test", run: () => runTests("test") },
  "test:long": { does: "the tests that take minutes", run: () => runTests("test:long") },
  check: { does: "format, lint, types, unused code, packages", run: runChecks },
  build: { does: "build all packages", run: () => inOrder(install, build) },
  demo: {
    does: "a real turn in the terminal",
    takesArguments: true,
    run: (args) => inOrder(install, build, stageRuntime, () => runProgram(tools.demo, args)),
  },
  web: {
    does: "an application in the browser",
    takesArguments: true,
    run: (args) => inOrder(install, build, stageRuntime, () => runProgram(tools.web, args)),
  },
  bench: {
    does: "measure the SDK beside a bare client and its peers",
    takesArguments: true,
    run: (args) => inOrder(install, build, stageRuntime, () => runProgram(tools.bench, args)),
  },
  "bench-page": {
    does: "write the page about performance from the results of a run",
    run: () => inOrder(install, build, () => runProgram(tools.benchPage, [])),
  },
  "generate-types": {
    does: "write the protocol types from the pinned binary",
    takesArguments: true,
    run: (args) =>
      inOrder(install, buildForTooling, stageRuntime, () =>
        runProgram(tools.codegen, ["generate", ...args]),
      ),
  },
  "api-report": {
    does: "write what the packages offer, as text for review",
    run: () => inOrder(install, build, () => runProgram(tools.api, [])),
  },
  ...Object.fromEntries(Object.entries(releaseCommands).map(releaseTask)),
};

/**
 * Runs a task, after setting up what it needs, and sets the exit code.
 * @param {string[]} argv
 */
export async function main([name = "", ...args]) {
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (!task || (args.length > 0 && !task.takesArguments)) {
    console.error(task ? `${name} takes no arguments, but got: ${args.join(" ")}` : usage(name));
    process.exitCode = 2;
    return;
  }
  try {
    process.exitCode = (await task.run(args)) ?? 0;
  } catch (error) {
    process.exitCode = report(error);
  }
}

/**
 * @param {[name: string, does: string]} command
 * @returns {[string, Task]}
 */
function releaseTask([name, does]) {
  const program = [...tools.release, name];
  const run = (/** @type {string[]} */ args) =>
    inOrder(install, buildForTooling, () => runProgram(program, args));
  return [name, { does, takesArguments: true, run }];
}

/**
 * @param {(() => Promise<number | void>)[]} steps
 * @returns what the last one returns
 */
async function inOrder(...steps) {
  let result;
  for (const step of steps) {
    result = await step();
  }
  return result;
}

/**
 * @param {unknown} error
 * @returns {number} exit code
 */
function report(error) {
  if (error instanceof Interrupted) {
    return error.exitCode;
  }
  console.error(error instanceof Error ? error.message : error);
  return error instanceof ToolFailed ? error.exitCode : 1;
}

/** @param {string} name */
function usage(name) {
  const lines = Object.entries(tasks).map(([task, { does }]) => `  ${task.padEnd(15)} ${does}`);
  return [`Unknown task "${name}". The tasks are:`, ...lines].join("\n");
}
