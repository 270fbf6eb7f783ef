import { settlesWithin } from "../async/settles-within.js";
import type { Redactor } from "../diagnostics/redactor.js";
import { messageOf } from "../errors/error-text.js";
import { TransportClosedError } from "../errors/index.js";
import { lastLines } from "../transport/last-lines.js";
import { plainText } from "../transport/plain-text.js";
import type { Transport, TransportEnd } from "../transport/transport.js";

/**
 * Closes a transport. Resolves when it has closed, or after `maxMs`; 0 = no limit. Never rejects.
 */
export async function closeTransport(transport: Transport, maxMs: number): Promise<void> {
  const close = async (): Promise<void> => transport.close();
  // A transport that fails to close, at once or later, leaves nothing more to be done.
  await settlesWithin(
    close().catch(() => {}),
    maxMs,
  );
}

/** How much of stderr is kept for errors, in characters. A transport may give more. */
const stderrLength = 16_384;

/**
 * Makes the error with which everything pending is rejected when a transport has ended. A transport
 * of one's own may leave out what it does not know, and give anything at all.
 */
export function closedErrorFrom(
  end: Partial<TransportEnd> | undefined,
  redactor: Pick<Redactor, "text" | "error">,
): TransportClosedError {
  const { exitCode = null, signal = null, stderrTail = "", lastWords, error } = end ?? {};
  const shown = (text: unknown): string =>
    redactor.text(plainText(typeof text === "string" ? lastLines(text, stderrLength) : ""));
  const why = error === undefined ? "" : ` (${redactor.text(messageOf(error))})`;
  return new TransportClosedError(`The app-server ${wayOfEnding(exitCode, signal)}${why}.`, {
    exitCode,
    signal,
    stderrTail: shown(stderrTail),
    ...(lastWords !== undefined && { lastWords: shown(lastWords) }),
    cause: redactor.error(error),
  });
}

function wayOfEnding(exitCode: number | null, signal: string | null): string {
  if (signal !== null) return `was ended by ${signal}`;
  return exitCode === null ? "closed the connection" : `exited with code ${exitCode}`;
}
