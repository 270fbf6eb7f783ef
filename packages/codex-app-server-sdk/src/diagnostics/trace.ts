/** One message as it went over the connection, with secrets taken out. */
export interface TraceEntry {
  /** `send`: to the server. */
  direction: "send" | "recv";
  /** The parsed message; a text where it was no JSON. */
  message: unknown;
}

/**
 * A `trace` that writes one JSON object per line, which `ScriptedTransport.replay` reads. The sink
 * is anything with a `write`, such as a stream of `node:fs`; ending it is left to its owner.
 */
export function traceWriter(sink: { write(line: string): unknown }): (entry: TraceEntry) => void {
  return (entry) => {
    sink.write(`${JSON.stringify(entry)}\n`);
  };
}
