import type { Platform } from "../runtime-package.js";
import type { Finding } from "./collect-findings.js";
import type { ReviewedException } from "./reviewed-exceptions.js";

export interface ReviewOutcome {
  /** Findings nobody has accepted. */
  unreviewed: Finding[];
  /** Exceptions that apply, in the order they were given. */
  applied: ReviewedException[];
}

/** Compares what was found on a platform with what was accepted for it. */
export function reviewFindings(
  findings: readonly Finding[],
  exceptions: readonly ReviewedException[],
  { platform }: Pick<Platform, "platform">,
): ReviewOutcome {
  const own = exceptions.filter((exception) => exception.platform === platform);
  return {
    unreviewed: findings.filter((finding) => !own.some((exception) => covers(exception, finding))),
    applied: own.filter((exception) => findings.some((finding) => covers(exception, finding))),
  };
}

function covers(exception: ReviewedException, { path, finding }: Finding): boolean {
  const { path: accepted } = exception;
  const isAt = accepted.endsWith("/") ? path.startsWith(accepted) : path === accepted;
  return isAt && exception.finding === finding;
}
