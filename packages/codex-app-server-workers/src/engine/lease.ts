/** The right of one worker to a thread. All that the worker changes is checked against it. */
export interface Lease {
  /** The thread, by its id in the fleet. */
  readonly threadId: string;
  /** Grows with each lease of the thread: what comes with an older token is refused. */
  readonly token: number;
  /** How long the lease holds after it was given or renewed, in milliseconds. */
  readonly durationMs: number;
  /** The thread's id on the app-server; null before a worker has started it. */
  readonly codexThreadId: string | null;
  /** Whether a message was acknowledged, so that the thread must be in the store. */
  readonly isStored: boolean;
}
