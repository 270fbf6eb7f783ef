import { isCodexError } from "../errors/index.js";

/** A message may quote what it was not prepared for. */
const maxLength = 500;

/**
 * What a page is told of an error: this package's own errors hold no secrets. Of any other it is
 * told nothing, nor of what the server has written to stderr.
 */
export function describeFailure(error: unknown): string {
  return isCodexError(error) ? error.summary.slice(0, maxLength) : "The turn was given up.";
}
