import type { $ZodRawIssue } from "zod/v4/core";

/** One thing that is wrong with a value. It never holds a part of the value itself. */
export interface ValidationIssue {
  /** Keys and indices that lead to the wrong part; empty for the value as a whole. */
  path: readonly (string | number)[];
  /** What was expected there and what kind of value was found. */
  message: string;
}

/** A wrong list can be wrong in every entry: more issues than this tell nothing new. */
const maxIssues = 10;

/** zod's issues in our own words. */
export function describeIssues(issues: readonly $ZodRawIssue[]): ValidationIssue[] {
  return issues.slice(0, maxIssues).map((issue) => ({
    path: (issue.path ?? []).map((key) => (typeof key === "number" ? key : String(key))),
    message: `expected ${expectedBy(issue)}, received ${kindOf(issue.input)}`,
  }));
}

/** Issues as one line of text: `data[2].id: expected string, received null`. */
export function formatIssues(issues: readonly ValidationIssue[]): string {
  return issues.map(({ path, message }) => `${formatPath(path)}: ${message}`).join("; ");
}

function expectedBy(issue: $ZodRawIssue): string {
  if (issue.code === "custom") return String(issue.params?.expected);
  if (issue.code === "invalid_type") return issue.expected;
  return issue.code === "invalid_union" ? "one of the known forms" : "another value";
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function formatPath(path: readonly (string | number)[]): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  return text === "" ? "value" : text.replace(/^\./, "");
}
