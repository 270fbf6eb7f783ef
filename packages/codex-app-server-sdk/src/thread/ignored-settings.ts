import type * as wire from "codex-app-server-sdk/protocol";
import { isGiven } from "../options/option-rules.js";
import { sandboxPolicyType } from "../options/presets.js";
import { isSamePath } from "./is-same-path.js";

/** The settings that an answer shows in the same form. */
const compared = [
  "model",
  "modelProvider",
  "cwd",
  "serviceTier",
  "approvalPolicy",
  "approvalsReviewer",
] as const;

/** What the server calls by another name in its answers. */
const otherNames: ReadonlyMap<unknown, string> = new Map([
  ["fast", "priority"],
  ["guardian_subagent", "auto_review"],
]);

/**
 * Names the settings of a resumed thread that differ from what was asked for: a thread that the
 * server has already loaded ignores them.
 */
export function ignoredSettings(
  asked: Omit<wire.ThreadResumeParams, "threadId">,
  answer: wire.ThreadResumeResponse,
): string[] {
  const ignored: string[] = compared.filter((key) => {
    const [value, held] = [asked[key], answer[key]];
    if (!isGiven(value)) return false;
    return !(key === "cwd" ? isSamePath(String(value), answer.cwd) : meansTheSame(value, held));
  });
  const isOtherSandbox = asked.sandbox && sandboxPolicyType(asked.sandbox) !== answer.sandbox.type;
  return isOtherSandbox ? [...ignored, "sandbox"] : ignored;
}

/** Whatever the order of keys; what is left out is off. */
function meansTheSame(asked: unknown, answered: unknown): boolean {
  if (isOff(asked) && isOff(answered)) return true;
  if (!isObject(asked) || !isObject(answered)) return nameOf(asked) === nameOf(answered);
  const keys = new Set([...Object.keys(asked), ...Object.keys(answered)]);
  return [...keys].every((key) => meansTheSame(asked[key], answered[key]));
}

function isOff(value: unknown): boolean {
  return !isGiven(value) || value === false;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function nameOf(value: unknown): unknown {
  return otherNames.get(value) ?? value;
}
