import { asRecord } from "../json/is-record.js";

/** The HTTP status of an error thrown by npm's fetcher; undefined for any other error. */
export function findStatus(error: unknown): number | undefined {
  const { statusCode } = asRecord(error);
  return typeof statusCode === "number" ? statusCode : undefined;
}
