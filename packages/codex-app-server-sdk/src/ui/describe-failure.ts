import type { CodexError } from "../errors/codex-error.js";

/** The mark of this package's errors, whichever file of it has made them. */
const brand = Symbol.for("codex-app-server-sdk.error");

/** A message may quote what it was not prepared for. */
const maxLength = 500;

/**
 * What a page is told of an error: this package's own errors hold no secrets. Of any other it is
 * told nothing, nor of what the server has written to stderr.
 */
export function describeFailure(error: unknown): string {
  return isOurs(error) ? error.summary.slice(0, maxLength) : "The turn was given up.";
}

function isOurs(error: unknown): error is CodexError {
  return typeof error === "object" && error !== null && brand in error;
}
