/**
 * Describes whatever was thrown or rejected with, as `TypeError: x is not a function`. Never
 * throws, which `String()` does for objects without a usable `toString`, and for deep lists.
 */
export function describeError(error: unknown): string {
  try {
    return String(error);
  } catch {
    return "a value that can't be read";
  }
}

/** The message of an error, without the name of its class; anything else is described. */
export function messageOf(error: unknown): string {
  try {
    if (error instanceof Error && typeof error.message === "string") return error.message;
  } catch {
    // Described below.
  }
  return describeError(error);
}
