/** The text of whatever was thrown: an error's message, or the value itself as text. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
