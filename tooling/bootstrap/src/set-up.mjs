import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { npxCommand } from "./npx-command.mjs";
import { withProgress } from "./progress.mjs";
import { runTool, tools } from "./run-tool.mjs";
import { stampOf, unlessStamped } from "./stamp.mjs";
import { readManifest, root, workspacePackages } from "./workspace.mjs";

const turboOptions = ["--output-logs=errors-only", "--log-prefix=none"];
const installStamp = join(root, "node_modules", ".cache", "bootstrap", "install.sha256");

/** Installs the workspace's dependencies, unless nothing they come from has changed. */
export async function install() {
  const packages = workspacePackages();
  if (packages.some(isNotInstalled)) {
    rmSync(installStamp, { force: true });
  }
  await unlessStamped({
    path: installStamp,
    stamp: stampOf(installInputs(packages)),
    work: () =>
      withProgress("Installing dependencies", () =>
        runTool([...npxCommand(), "--yes", ...pnpmInstall()], {
          // npx must not pick up the pnpm of the very tree that is being installed.
          cwd: join(root, "tooling", "bootstrap"),
        }),
      ),
  });
}

/** Builds every package; turbo skips what has not changed. */
export async function build() {
  await withProgress("Building", () => runTool([...tools.turbo, "run", "build", ...turboOptions]));
}

/**
 * Builds what the tooling runs on. Not the SDK: its generated part must be mendable while the SDK
 * does not compile.
 */
export async function buildForTooling() {
  const filter = "--filter=openai-codex-cli-bin";
  await withProgress("Building", () =>
    runTool([...tools.turbo, "run", "build", filter, ...turboOptions]),
  );
}

/** Puts the pinned runtime for this machine into the workspace, unless it is there. */
export async function stageRuntime() {
  await runTool([...tools.release, "stage-runtime"], { io: "shown" });
}

/** @returns {string[]} */
function pnpmInstall() {
  const { packageManager } = readManifest(root);
  if (!packageManager) {
    throw new Error(`${join(root, "package.json")} has no "packageManager".`);
  }
  return [
    packageManager,
    "--dir",
    root,
    "install",
    "--frozen-lockfile",
    "--prefer-offline",
    "--reporter=append-only",
    // A node_modules folder made in another way is replaced without asking.
    "--config.confirm-modules-purge=false",
  ];
}

/**
 * Everything that decides what an installation holds.
 * @param {import("./workspace.mjs").WorkspacePackage[]} packages
 */
function installInputs(packages) {
  const files = [
    join(root, "pnpm-workspace.yaml"),
    join(root, "pnpm-lock.yaml"),
    ...[root, ...packages.map(({ folder }) => folder)].map((path) => join(path, "package.json")),
  ];
  const texts = files.map((path) => [path, readFileSync(path, "utf8")]);
  return { ...Object.fromEntries(texts), machine: `${process.platform}-${process.arch}` };
}

/** @param {import("./workspace.mjs").WorkspacePackage} workspacePackage */
function isNotInstalled({ folder, manifest }) {
  const needsFolder = [manifest.dependencies, manifest.devDependencies].some(
    (list) => list && Object.keys(list).length > 0,
  );
  return needsFolder && !existsSync(join(folder, "node_modules"));
}
