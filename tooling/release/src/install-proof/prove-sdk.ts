import { rm } from "node:fs/promises";
import { join } from "node:path";
import { packageNames } from "../package/package-kind.js";
import { platforms } from "../runtime-package.js";
import { installTool } from "./install-tool.js";
import type { PackageManager } from "./package-managers.js";
import { Project } from "./project.js";
import {
  type InstallProof,
  installInto,
  judgeOutput,
  type ProofRun,
  type ProveInstallContext,
  thisPlatform,
} from "./proof-run.js";

const packages = [packageNames.sdk];

/** Installs the SDK, and runs a turn. npm's project also runs on these versions of Node. */
export async function proveSdk(
  manager: PackageManager,
  nodes: readonly string[],
  run: ProofRun,
): Promise<void> {
  const folder = join(run.work, manager.id.replaceAll(" ", "-"));
  const project = await Project.create(manager, { ...run, ...run.context, folder });
  const install = { args: manager.install(packages), packages, platform: thisPlatform };
  const proof = await installInto(project, install, run);
  if (run.isRun && proof) await runTurns(project, { nodes, proof, run });
  await rm(folder, { recursive: true, force: true });
}

/** Installs the SDK for each of the six platforms, if the package manager can do that. */
export async function provePlatforms(manager: PackageManager, run: ProofRun): Promise<void> {
  for (const { platform, os, cpu } of manager.installFor ? platforms : []) {
    const folder = join(run.work, `${manager.id}-${platform}`);
    const project = await Project.create(manager, { ...run, ...run.context, folder });
    const args = manager.installFor?.({ os, cpu }) ?? [];
    await installInto(project, { args, packages, platform }, run);
    await rm(folder, { recursive: true, force: true });
  }
}

async function runTurns(
  project: Project,
  { nodes, proof, run }: { nodes: readonly string[]; proof: InstallProof; run: ProofRun },
): Promise<void> {
  const { context } = run;
  const version = run.release.packages.find(({ kind }) => kind === "meta")?.version;
  const expected = JSON.stringify({ finalResponse: "It works.", version: `codex-cli ${version}` });
  for (const node of [null, ...(project.manager.id === "npm" ? nodes : [])]) {
    const program = node === null ? undefined : await nodeProgram(node, context);
    for (const file of ["main.mjs", "main.cjs"]) {
      const label = node === null ? file : `${file} on Node ${node}`;
      const result = await project.runFile(file, program);
      judgeOutput({ label, result, expected }, proof, run);
    }
  }
  context.reporter.step(`${proof.client} ran ${Object.keys(proof.ran).join(", ")}`);
}

async function nodeProgram(version: string, { repository }: ProveInstallContext): Promise<string> {
  const modules = await installTool(`node@${version}`, repository);
  return join(modules, "node", "bin", process.platform === "win32" ? "node.exe" : "node");
}
