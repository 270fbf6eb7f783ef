/** The server, or what stands before it, does not let this client in: trying again is in vain. */
export class ConnectionRefusedError extends Error {}

/** Whether an error was caused by that. */
export function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error instanceof ConnectionRefusedError || isRefused(error.cause);
}
