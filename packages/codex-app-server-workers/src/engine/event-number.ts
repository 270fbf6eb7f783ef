import { EventsTrimmedError } from "../errors/index.js";

/**
 * The number that an event's id stands for. Throws an `EventsTrimmedError` for a text that is no id
 * of an event, as it comes from whoever reads.
 */
export function eventNumber(threadId: string, eventId: string): number {
  if (/^(0|[1-9]\d{0,14})$/.test(eventId)) return Number(eventId);
  throw new EventsTrimmedError(threadId, eventId);
}
