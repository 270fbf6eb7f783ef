import { resolve } from "node:path";
import type { Reporter } from "../reporter.js";
import { reviewFindings } from "../review/review-findings.js";
import { reviewedExceptions } from "../review/reviewed-exceptions.js";
import { runtimeFolder } from "../runtime-folder.js";
import type { Platform } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import { findMissingHelpers } from "../tree/find-missing-helpers.js";
import { type InspectedTree, inspectTree } from "../tree/inspect-tree.js";
import { readGivenTree } from "./read-given-tree.js";

export interface GivenStaging {
  input: string;
  /** The folder that a relative input starts from. */
  cwd: string;
  platform: Platform;
  /** The tag that the user named the platform with. */
  tag: string;
  version: string;
  /** Whether warnings are treated as errors. */
  strict: boolean;
}

/** Stages an input that the user named. It is marked as not locked, because no lock covers it. */
export async function stageGiven(
  given: GivenStaging,
  { into, reporter }: { into: string; reporter: Reporter },
): Promise<InspectedTree> {
  const { platform, version, cwd, strict } = given;
  const input = resolve(cwd, given.input);
  const tree = await readGivenTree({ input, platform, into, reporter });
  const staged = await inspectTree(tree, { platform, version });
  refuseLoader(staged, given.tag);
  report({ warnings: warningsOf(staged), strict, reporter, input });
  return staged;
}

/** A tag for musl promises that the program runs where glibc's loader is not. */
function refuseLoader({ manifest, findings }: InspectedTree, tag: string): void {
  if (!tag.startsWith("musllinux")) return;
  const found = findings.find(
    ({ path, finding }) =>
      `${runtimeFolder}/${path}` === manifest.entrypoint && finding.startsWith("needs /"),
  );
  if (!found) return;
  throw new ToolError("check", `${found.path} ${found.finding}, which ${tag} does not promise`);
}

function warningsOf({ manifest, platform, findings }: InspectedTree): string[] {
  const missing = findMissingHelpers(manifest, platform);
  const { unreviewed } = reviewFindings(findings, reviewedExceptions, platform);
  return [
    ...(missing.length > 0
      ? [`it comes without ${missing.join(", ")}, so some features of Codex are missing`]
      : []),
    ...unreviewed.map(({ path, finding }) => `${path} ${finding}`),
  ];
}

function report(outcome: {
  warnings: string[];
  strict: boolean;
  reporter: Reporter;
  input: string;
}): void {
  const { warnings, strict, reporter, input } = outcome;
  if (strict && warnings.length > 0) {
    throw new ToolError("check", `${input}, with --strict: ${warnings.join("; ")}`);
  }
  for (const warning of warnings) reporter.warn(`${input}: ${warning}`);
}
