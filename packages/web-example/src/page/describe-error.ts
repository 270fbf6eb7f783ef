import type { ApprovalOutcome } from "codex-app-server-sdk/ui";

const outcomes: Readonly<Record<string, string | undefined>> = {
  answered: "This was answered before, perhaps in another tab.",
  over: "Nobody waits for this answer any more: the turn is over.",
  unknown: "Nobody waits for this answer any more.",
} satisfies Partial<Record<ApprovalOutcome, string>>;

/** What the user is told of an error. That there is no connection is said elsewhere. */
export function describeError(error: unknown): string | undefined {
  if (error instanceof TypeError) return undefined;
  const text = error instanceof Error ? error.message : String(error);
  return outcomes[text] ?? text;
}
