import { resolve } from "node:path";
import { parseCodexVersion } from "../parse-codex-version.js";
import { readLock } from "../runtime-lock.js";
import { ToolError } from "../tool-error.js";
import type { InspectedTree } from "../tree/inspect-tree.js";
import { PinnedPlan } from "./pinned-plan.js";
import { findInputKind } from "./read-given-tree.js";
import { resolvePlatform } from "./resolve-platform.js";
import { stageGiven } from "./stage-given.js";
import type { StagePackagesContext, StagePackagesRequest, StagePlan } from "./stage-plan.js";

/**
 * Chooses between the pinned sources and a given input, and checks that the options fit together.
 */
export async function makeStagePlan(
  request: StagePackagesRequest,
  context: StagePackagesContext,
): Promise<StagePlan> {
  if (request.input !== undefined) {
    const plan = makeGivenPlan(request, request.input, context);
    await findInputKind(resolve(context.cwd, request.input));
    return plan;
  }
  return new PinnedPlan(request, await readLock(context.repository.lockFile), context);
}

function makeGivenPlan(
  { codexVersion, platformTag, strict }: StagePackagesRequest,
  input: string,
  { cwd, reporter }: StagePackagesContext,
): StagePlan {
  if (codexVersion === undefined || platformTag === undefined || platformTag === "all") {
    throw new ToolError("usage", "An INPUT needs its --codex-version and one --platform-tag");
  }
  const version = parseCodexVersion(codexVersion).npm;
  const platform = resolvePlatform(platformTag);
  return {
    version,
    locked: false,
    platforms: [platform],
    withMeta: false,
    isFolderOfPackages: false,
    stage(_, into): Promise<InspectedTree> {
      return stageGiven(
        { input, cwd, platform, tag: platformTag, version, strict },
        { into, reporter },
      );
    },
  };
}
