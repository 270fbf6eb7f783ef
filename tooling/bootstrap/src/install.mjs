import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findNpx } from "./find-npx.mjs";
import { listPackages, readManifest } from "./list-packages.mjs";
import { root } from "./root.mjs";
import { runTool } from "./run-tool.mjs";
import { runUnlessStamped, stampOf } from "./run-unless-stamped.mjs";
import { showProgress } from "./show-progress.mjs";

const installStamp = join(root, "node_modules", ".cache", "bootstrap", "install.sha256");

/**
 * Installs the workspace's dependencies, unless all that they depend on is the same as last time.
 */
export async function install() {
  const packages = listPackages();
  if (packages.some(isNotInstalled)) {
    rmSync(installStamp, { force: true });
  }
  await runUnlessStamped({
    path: installStamp,
    stamp: stampOf(installInputs(packages)),
    work: () =>
      showProgress("Installing dependencies", () =>
        runTool([...findNpx(), "--yes", ...pnpmInstall()], {
          // Else npx would use the pnpm of the node_modules that is being installed.
          cwd: join(root, "tooling", "bootstrap"),
        }),
      ),
  });
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
    // Replaces a node_modules folder that was made differently, without asking.
    "--config.confirm-modules-purge=false",
  ];
}

/**
 * Everything that an installation depends on.
 * @param {import("./list-packages.mjs").WorkspacePackage[]} packages
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

/** @param {import("./list-packages.mjs").WorkspacePackage} workspacePackage */
function isNotInstalled({ folder, manifest }) {
  const needsFolder = [manifest.dependencies, manifest.devDependencies].some(
    (list) => list && Object.keys(list).length > 0,
  );
  return needsFolder && !existsSync(join(folder, "node_modules"));
}
