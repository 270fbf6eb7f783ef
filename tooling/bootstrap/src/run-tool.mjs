import { dirname, join } from "node:path";
import { makeChildEnv } from "./make-child-env.mjs";
import { root } from "./root.mjs";
import { runChild } from "./run-child.mjs";

const node = process.execPath;
const installed = (/** @type {string} */ path) => [node, join(root, "node_modules", path)];
const program = (/** @type {string} */ path) => [node, "--import", "tsx", join(root, path)];

/**
 * The commands of the project's tools. Each names the tool's own file, to need no shell or `.cmd`.
 */
export const tools = {
  biome: installed("@biomejs/biome/bin/biome"),
  knip: installed("knip/bin/knip.js"),
  turbo: installed("turbo/bin/turbo"),
  release: program("tooling/release/src/cli.ts"),
  codegen: program("tooling/codegen/src/cli.ts"),
  api: program("tooling/api/src/cli.ts"),
  bench: program("tooling/bench/src/cli.ts"),
  benchPage: program("tooling/bench/src/page/cli.ts"),
  changesetGuard: program("tooling/bootstrap/checks/guard-changesets.ts"),
  demo: program("packages/codex-app-server-sdk/demo/demo.ts"),
  web: program("packages/web-example/src/main.ts"),
};

/** A tool ended with an exit code other than 0. */
export class ToolFailed extends Error {
  /**
   * @param {string[]} command
   * @param {{ exitCode: number, output: string }} result output is what was not shown already
   */
  constructor(command, { exitCode, output }) {
    super(`${output}Exit code ${exitCode} from: ${command.join(" ")}`);
    this.exitCode = exitCode;
  }
}

/**
 * Runs a tool in the workspace, with pnpm and the other tools on the PATH.
 * @param {string[]} command
 * @param {{ cwd?: string, io?: import("./run-child.mjs").ChildOptions["io"] }} [options]
 * @returns {Promise<string>} its output, unless that was shown
 * @throws {ToolFailed}
 */
export async function runTool(command, { cwd = root, io = "quiet" } = {}) {
  const result = await runChild(command, { cwd, env: toolEnv(), io });
  if (result.exitCode !== 0) {
    throw new ToolFailed(command, result);
  }
  return result.output;
}

/**
 * Runs an interactive program in the terminal.
 * @param {string[]} command
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
export async function runProgram(command, args) {
  const { exitCode } = await runChild([...command, ...args], {
    cwd: root,
    env: toolEnv(),
    io: "foreground",
  });
  return exitCode;
}

function toolEnv() {
  return {
    // Tools resolve relative paths from the caller's folder, as they do under npm.
    INIT_CWD: process.cwd(),
    // Without this, turbo and vitest write colours into files and pipes.
    ...(process.stdout.isTTY || process.env.FORCE_COLOR ? {} : { NO_COLOR: "1" }),
    ...makeChildEnv(process.env, [join(root, "node_modules", ".bin"), dirname(node)]),
  };
}
