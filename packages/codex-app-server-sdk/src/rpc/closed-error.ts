import { TransportClosedError } from "../errors/index.js";
import type { Redactor } from "../redact.js";
import type { TransportEnd } from "../transport/transport.js";

/** The error for everything that was pending when a transport came to its end. */
export function closedErrorFrom(
  { exitCode, signal, stderrTail, error }: TransportEnd,
  redactor: Pick<Redactor, "text">,
): TransportClosedError {
  const why = error ? ` (${redactor.text(error.message)})` : "";
  return new TransportClosedError(`The app-server ${wayOfEnding(exitCode, signal)}${why}.`, {
    exitCode,
    signal,
    stderrTail: redactor.text(stderrTail),
    cause: error,
  });
}

function wayOfEnding(exitCode: number | null, signal: string | null): string {
  if (signal !== null) return `was ended by ${signal}`;
  return exitCode === null ? "closed the connection" : `exited with code ${exitCode}`;
}
