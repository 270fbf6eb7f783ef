import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { takeInventory } from "../headers/take-inventory.js";
import { collectFindings, type Finding } from "../review/collect-findings.js";
import type { Platform, RuntimeManifest } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import { buildRuntimeManifest } from "./build-runtime-manifest.js";
import { checkEntrypoint } from "./check-entrypoint.js";
import { checkVoiceManifest } from "./check-voice-manifest.js";
import { describeTree } from "./describe-tree.js";
import type { SourceTree } from "./source-tree.js";

/** A checked tree and its description. */
export interface InspectedTree {
  root: string;
  platform: Platform;
  manifest: RuntimeManifest;
  /** Findings about its executables, reviewed or not. */
  findings: Finding[];
}

/** Describes a tree. Throws if it is not for the wanted platform and version. */
export async function inspectTree(
  tree: SourceTree,
  { platform, version }: { platform: Platform; version: string },
): Promise<InspectedTree> {
  const { root, files, source, locked } = tree;
  const layout = describeTree(
    { files: files.map(({ path }) => path), codexPackage: await readCodexPackage(tree) },
    platform,
  );
  checkStatement("version", layout.version, version);
  checkStatement("target", layout.target, platform.target);
  await checkVoiceManifest(tree);
  const inventory = await takeInventory(root, files);
  const entry = inventory.find(({ path }) => path === layout.entrypoint);
  if (entry) checkEntrypoint(entry, platform);
  const findings = collectFindings(inventory, platform);
  const manifest = buildRuntimeManifest({ platform, version, layout, inventory, source, locked });
  return { root, platform, manifest, findings };
}

async function readCodexPackage({ root, files }: SourceTree): Promise<string | null> {
  const name = "codex-package.json";
  return files.some(({ path }) => path === name) ? readFile(join(root, name), "utf8") : null;
}

function checkStatement(what: string, stated: string | null, wanted: string): void {
  if (stated === null || stated === wanted) return;
  throw new ToolError(
    "check",
    `codex-package.json states ${what} ${stated}, but ${wanted} was asked for`,
  );
}
