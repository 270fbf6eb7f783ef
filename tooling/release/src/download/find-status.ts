import { asRecord } from "../json/is-record.js";

/** The HTTP status that npm's fetcher reports as an error; undefined for any other failure. */
export function findStatus(error: unknown): number | undefined {
  const { statusCode } = asRecord(error);
  return typeof statusCode === "number" ? statusCode : undefined;
}
