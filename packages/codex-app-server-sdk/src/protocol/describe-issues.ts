import type { $ZodRawIssue } from "zod/v4/core";
import type { ValidationIssue } from "./validation-issue.js";

/** Reports no more issues than this: every entry of a long list may be wrong in the same way. */
const maxIssues = 10;

const maxKeyLength = 100;

/** Describes zod's issues in our own words. */
export function describeIssues(issues: readonly $ZodRawIssue[]): ValidationIssue[] {
  return issues.slice(0, maxIssues).map((raw) => {
    const path = (raw.path ?? []).map((key) => (typeof key === "number" ? key : String(key)));
    return issue(path, expectedBy(raw), raw.input);
  });
}

/** Makes an issue that names the kind of the value that was found, and never the value itself. */
export function issue(
  path: ValidationIssue["path"],
  expected: string,
  value: unknown,
): ValidationIssue {
  return { path, message: `expected ${expected}, received ${kindOf(value)}` };
}

/** Formats issues as one line of text: `data[2].id: expected string, received null`. */
export function formatIssues(issues: readonly ValidationIssue[]): string {
  return issues.map(({ path, message }) => `${formatPath(path)}: ${message}`).join("; ");
}

function expectedBy(issue: $ZodRawIssue): string {
  if (issue.code === "custom") return String(issue.params?.expected);
  if (issue.code === "invalid_type") return String(issue.expected);
  return issue.code === "invalid_union" ? "one of the known forms" : "another value";
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** The keys of some objects are data, which may be of any length. */
function cut(key: string): string {
  return key.length <= maxKeyLength ? key : `${key.slice(0, maxKeyLength)}…`;
}

function formatPath(path: readonly (string | number)[]): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${cut(key)}`)).join("");
  return text === "" ? "value" : text.replace(/^\./, "");
}
