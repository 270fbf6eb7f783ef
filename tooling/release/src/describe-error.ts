/** The text of a thrown value: an error's message, or any other value as a string. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
