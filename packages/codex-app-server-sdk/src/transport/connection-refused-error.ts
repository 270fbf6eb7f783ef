/** The server, or what stands before it, does not let this client in: trying again is in vain. */
export class ConnectionRefusedError extends Error {
  readonly isRefusal = true;
}

/** Whether an error was caused by that. Each file of `dist` may have a class of its own. */
export function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return "isRefusal" in error || isRefused(error.cause);
}
