import { within } from "./within.js";

/** Whether `promise` resolves within `ms`; 0 = however long it takes. It must never reject. */
export function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  return within(
    promise.then(() => true),
    { ms, late: () => false },
  );
}
