/** How a transport came to its end. */
export interface TransportEnd {
  /** Exit code of the server process; null when a signal ended it or there is no process. */
  exitCode: number | null;
  /** The signal that ended the server process, if one did. */
  signal: string | null;
  /** The last lines the server wrote to stderr; empty when there is no process. */
  stderrTail: string;
  /** What broke, when the end was not an orderly one. */
  error?: Error;
}

/** What a transport reports. Both are called from the transport's own read loop. */
export interface TransportEvents {
  /** One complete JSON text from the server. */
  message(text: string): void;
  /** Called exactly once for each successful `open()`, after the last message. */
  end(end: TransportEnd): void;
}

/**
 * Carries JSON texts to and from one app-server. It knows nothing of JSON-RPC.
 * Implement it to reach a server in your own way; `open()` is called again for another start.
 */
export interface Transport {
  /** Process id of the server, when the transport started one. */
  readonly pid?: number | undefined;
  /** Opens the connection. Rejects when there is none to be had; `end` is not called then. */
  open(events: TransportEvents): Promise<void>;
  /**
   * Queues one JSON text, without a line break. A text that can't be written ends the transport.
   */
  send(text: string): void;
  /** Lets what was sent leave, then closes. Resolves after `end` was called; never rejects. */
  close(): Promise<void>;
}
