import { resolve } from "node:path";
import type { Reporter } from "../reporter.js";
import { reviewedExceptions } from "../review/exceptions.js";
import { reviewFindings } from "../review/review-findings.js";
import type { Platform } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import { inspectTree, type StagedPlatform } from "../tree/inspect-tree.js";
import { missingHelpers } from "../tree/missing-helpers.js";
import { readGivenTree } from "./read-given-tree.js";

export interface GivenStaging {
  input: string;
  /** The folder a relative input belongs to. */
  cwd: string;
  platform: Platform;
  version: string;
  /** Whether warnings are errors. */
  strict: boolean;
}

/** Stages an input named by hand. Nothing vouches for its bytes, so it is marked as not locked. */
export async function stageGiven(
  given: GivenStaging,
  { into, reporter }: { into: string; reporter: Reporter },
): Promise<StagedPlatform> {
  const { platform, version, cwd, strict } = given;
  const input = resolve(cwd, given.input);
  const tree = await readGivenTree({ input, platform, into, reporter });
  const staged = await inspectTree(tree, { platform, version });
  report({ warnings: warningsOf(staged), strict, reporter, input });
  return staged;
}

function warningsOf({ manifest, platform, findings }: StagedPlatform): string[] {
  const missing = missingHelpers(manifest, platform);
  const { open } = reviewFindings(findings, reviewedExceptions, platform);
  return [
    ...(missing.length > 0
      ? [`it comes without ${missing.join(", ")}; Codex does less without`]
      : []),
    ...open.map(({ path, finding }) => `${path} ${finding}`),
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
