/** How a transport ended. */
export interface TransportEnd {
  /** The server's exit code; null when a signal ended it or there is no process. */
  exitCode: number | null;
  /** The signal that ended the server process; null when none did. */
  signal: string | null;
  /** The last lines that the server wrote to stderr; empty when there is no process. */
  stderrTail: string;
  /**
   * Those of `stderrTail` that belong to the end, because the server wrote them after its last
   * message: the error's message quotes them. Default: all of `stderrTail`.
   */
  lastWords?: string | undefined;
  /** The error that caused the end, when it was not an orderly one. */
  error?: Error | undefined;
}

/** What a transport calls while it is open. */
export interface TransportEvents {
  /** Call it with each complete JSON text from the server. */
  message(text: string): void;
  /**
   * Call it exactly once after each successful `open()`, when the last message has been delivered.
   */
  end(end: TransportEnd): void;
}

/**
 * Carries JSON texts to and from one app-server; it needs to know nothing of JSON-RPC. Implement it
 * to connect to a server in your own way. `open()` may be called again after the end, for another
 * start.
 */
export interface Transport {
  /** The server's process id, if the transport started one. */
  readonly pid?: number | undefined;
  /**
   * Whether other clients may be connected to the same server; default false. If so, a request of
   * the server that this client has no handler for is left to the other clients, unless it belongs
   * to a turn that this client started.
   */
  readonly shared?: boolean | undefined;
  /**
   * The longest text that the server takes, in bytes. A request with a longer one rejects with an
   * `OptionsError` and is not sent. Default: no limit.
   */
  readonly maxSendBytes?: number | undefined;
  /** Opens the connection. Rejects when that fails; `end` is not called in that case. */
  open(events: TransportEvents): Promise<void>;
  /**
   * Queues one JSON text, which contains no line break. When the text can't be sent, the connection
   * must end: throw here, or call `end`.
   */
  send(text: string): void;
  /**
   * Closes the connection after everything queued has been sent. Resolves after `end` was called;
   * never rejects.
   */
  close(): Promise<void>;
}
