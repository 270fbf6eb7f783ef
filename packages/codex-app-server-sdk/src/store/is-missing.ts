/** Whether there is no such file or folder. */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === "ENOENT";
}

/** For the reading of a folder that may not be there: then there is nothing in it. */
export function noneIfMissing(error: unknown): never[] {
  if (isMissing(error)) return [];
  throw error;
}
