/** The server, or what stands before it, does not let this client in: trying again is in vain. */
export interface RefusedConnection extends Error {
  readonly isRefusal: true;
}

/** Whether that has caused an error, as it says of itself: files of `dist` share no class. */
export function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return "isRefusal" in error || isRefused(error.cause);
}
