/** How much of each thread is kept, and how long a worker has it. */
export interface MemoryEngineOptions {
  /** How many messages may wait or run in a thread's mailbox; default 100, 0 = no limit. */
  maxWaiting?: number | undefined;
  /** How many events of a thread are kept; default 10 000, 0 = all. */
  maxEvents?: number | undefined;
  /** How many outcomes of a thread's turns are kept; default 1000, 0 = all. */
  maxOutcomes?: number | undefined;
  /** How long a worker has a thread without renewing its lease, in milliseconds; default 30 000. */
  leaseMs?: number | undefined;
}

/** The same with all defaults filled in. */
export type MemoryLimits = { readonly [K in keyof MemoryEngineOptions]-?: number };
