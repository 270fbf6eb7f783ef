import type { Platform } from "../runtime-package.js";
import type { Finding } from "./collect-findings.js";
import type { ReviewedException } from "./reviewed-exceptions.js";

export interface ReviewOutcome {
  /** Findings that nobody has accepted. */
  unreviewed: Finding[];
  /** The exceptions that apply, in the given order. */
  applied: ReviewedException[];
}

/** Compares the findings of a platform with the exceptions accepted for it. */
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
