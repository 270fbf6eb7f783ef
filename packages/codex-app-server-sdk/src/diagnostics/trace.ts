import { OptionsError } from "../errors/index.js";

/** One message as it was sent or received, with secrets removed. */
export interface TraceEntry {
  /** `send`: from this client to the server. `recv`: from the server. */
  direction: "send" | "recv";
  /** The parsed message, or the text itself when it was not valid JSON. */
  message: unknown;
}

/**
 * Makes a `trace` function that writes one JSON object per line, in the format that
 * `ScriptedTransport.replay` reads. `sink` is anything with a `write` method, such as a stream of
 * `node:fs`; you close it yourself. The function returns what `write` returns, so that a promise
 * that rejects is caught and reported like an exception. Throws an `OptionsError` for anything
 * else.
 */
export function traceWriter(sink: {
  write(line: string): unknown;
}): (entry: TraceEntry) => unknown {
  if (typeof (sink as typeof sink | null)?.write !== "function") {
    throw new OptionsError("The sink of traceWriter() has no write method.");
  }
  return (entry) => sink.write(`${JSON.stringify(entry)}\n`);
}
