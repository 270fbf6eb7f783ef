/** Options of a call that sends one request to the server. */
export interface CallOptions {
  /** Aborting rejects the call with the signal's reason. The server may still carry it out. */
  signal?: AbortSignal | undefined;
  /**
   * How long the answer may take after the request was sent, in milliseconds. Default:
   * `timeouts.requestMs`; 0 = no limit.
   */
  timeoutMs?: number | undefined;
}
