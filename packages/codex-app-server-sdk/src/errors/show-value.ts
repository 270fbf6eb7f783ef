/**
 * Describes a wrong value for an error message: in short, and without the contents of objects,
 * which may be secret.
 */
export function showValue(value: unknown): string {
  const isShown = value === null || /string|number|boolean|undefined/.test(typeof value);
  if (!isShown) return showKind(value);
  // `String` because JSON has no notation for numbers such as NaN.
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`;
}

/** Describes a wrong value that may be secret: only of what kind it is. */
export function showKind(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

const maxLength = 80;
