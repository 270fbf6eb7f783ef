import type { OutputSchema, SchemaIssue, SchemaResult } from "./output-schema.js";

export type Validation =
  | { readonly isValid: true; readonly value: unknown }
  | { readonly isValid: false; readonly issues: readonly SchemaIssue[] };

/** Validates a value. Rejects when the schema throws: that is a mistake in it, not in the value. */
export async function validateWith(schema: OutputSchema, value: unknown): Promise<Validation> {
  const result = await schema["~standard"].validate(value);
  if (!result.issues) return { isValid: true, value: result.value };
  return { isValid: false, issues: [...result.issues].map(plainIssue) };
}

/** One line for each issue, as `- files[0].name: expected a string`. */
export function describeIssues(issues: readonly SchemaIssue[]): string {
  return issues
    .map(({ message, path }) => `- ${path.length === 0 ? "" : `${describePath(path)}: `}${message}`)
    .join("\n");
}

type StandardIssue = NonNullable<SchemaResult<unknown>["issues"]>[number];

/** Without what a library keeps in its issues beside, such as the whole value. */
function plainIssue({ message, path = [] }: StandardIssue): SchemaIssue {
  const keys = [...path].map((part) => (typeof part === "object" ? part.key : part));
  return { message: String(message), path: keys };
}

function describePath(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
}
