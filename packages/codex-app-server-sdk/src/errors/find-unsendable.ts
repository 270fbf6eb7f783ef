import { showValue } from "./show-value.js";

/**
 * Describes the first part of a value that JSON can't represent: a function, a symbol, a bigint, or
 * an object inside itself. `JSON.stringify` drops the first two without a word. Undefined when
 * there is none.
 */
export function findUnsendable(value: unknown, name: string): string | undefined {
  return search(value, name, new Set());
}

function search(value: unknown, name: string, around: Set<object>): string | undefined {
  if (isUnsendable(value)) return `${name} is ${showValue(value)}, which JSON can't represent`;
  if (typeof value !== "object" || value === null || "toJSON" in value) return undefined;
  if (around.has(value)) return `${name} is an object that contains it`;
  around.add(value);
  const isList = Array.isArray(value);
  for (const [key, part] of Object.entries(value)) {
    const problem = search(part, isList ? `${name}[${key}]` : join(name, key), around);
    if (problem) return problem;
  }
  around.delete(value);
  return undefined;
}

function isUnsendable(value: unknown): boolean {
  return ["function", "symbol", "bigint"].includes(typeof value);
}

function join(name: string, key: string): string {
  return name === "" ? key : `${name}.${key}`;
}
