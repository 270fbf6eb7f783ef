import { OptionsError } from "../errors/index.js";

/** Throws an `OptionsError` for a message that the server would break off at. */
export function refuseTooLong(text: string, method: string, maxBytes: number | undefined): void {
  // A character has three bytes at most, and the bytes are counted only where that matters.
  if (maxBytes === undefined || text.length * 3 <= maxBytes) return;
  const bytes = Buffer.byteLength(text);
  if (bytes <= maxBytes) return;
  throw new OptionsError(
    `${method} is ${bytes} bytes long; the server takes at most ${maxBytes} over this transport. Put large content into files that the agent can read.`,
  );
}
