/**
 * Describes a wrong value for an error message: in short, and without the contents of objects,
 * which may be secret.
 */
export function showValue(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint" || typeof value === "symbol") return `a ${typeof value}`;
  // `String` because JSON has no notation for numbers such as NaN.
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`;
}

const maxLength = 80;
