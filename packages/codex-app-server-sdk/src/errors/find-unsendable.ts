import { showValue } from "./show-value.js";

/** What JSON can't represent, and where in the value it stands. */
interface Unsendable {
  readonly place: string;
  readonly problem: string;
}

/**
 * Describes the first part of a value that JSON can't represent: a function, a symbol, a bigint, or
 * an object inside itself. `JSON.stringify` drops the first two without a word. Undefined when
 * there is none.
 */
export function findUnsendable(value: unknown, name: string): string | undefined {
  const found = search(value, new Set());
  if (found === undefined) return undefined;
  const place = name === "" ? found.place.replace(/^\./, "") : `${name}${found.place}`;
  return `${place} ${found.problem}`;
}

/** The place is put together only where something was found: nearly every value can be sent. */
function search(value: unknown, around: Set<object>): Unsendable | undefined {
  if (isUnsendable(value)) {
    return { place: "", problem: `is ${showValue(value)}, which JSON can't represent` };
  }
  if (typeof value !== "object" || value === null || "toJSON" in value) return undefined;
  if (around.has(value)) return { place: "", problem: "is an object that contains it" };
  around.add(value);
  for (const [key, part] of Object.entries(value)) {
    const found = search(part, around);
    if (found) return { ...found, place: `${step(value, key)}${found.place}` };
  }
  around.delete(value);
  return undefined;
}

function isUnsendable(value: unknown): boolean {
  return typeof value === "function" || typeof value === "symbol" || typeof value === "bigint";
}

function step(value: object, key: string): string {
  return Array.isArray(value) ? `[${key}]` : `.${key}`;
}
