import type { TurnPlace } from "./turn-server.js";

/**
 * Keeps the thread, if it is free, from the call on for a turn that the server may start because of
 * this work. `isFree` tells whether it is kept.
 */
export async function expectingTurn<T>(
  { record, records }: Pick<TurnPlace, "record" | "records">,
  work: (isFree: boolean) => Promise<T>,
): Promise<T> {
  const isFree = !record.turns.isBusy;
  if (isFree) record.turns.expect(work);
  try {
    return await work(isFree);
  } finally {
    record.turns.expectNot(work);
    records.keepOrForget(record);
  }
}
