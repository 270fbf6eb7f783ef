import { OptionsError } from "codex-app-server-sdk";

/** How much of each thread is kept, and how long a worker has it. */
export interface EngineLimits {
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
export type Limits = { readonly [K in keyof EngineLimits]-?: number };

/** Throws an `OptionsError` for a number that can't be right. */
export function limitsOf(options: EngineLimits): Limits {
  const limits = {
    maxWaiting: options.maxWaiting ?? 100,
    maxEvents: options.maxEvents ?? 10_000,
    maxOutcomes: options.maxOutcomes ?? 1000,
    leaseMs: options.leaseMs ?? 30_000,
  };
  const { leaseMs, ...counts } = limits;
  requireWhole("leaseMs", leaseMs, 1, longestMs);
  for (const [name, value] of Object.entries(counts)) requireWhole(name, value, 0);
  return limits;
}

/** The longest time in milliseconds that a timer can wait: with more it would not wait at all. */
export const longestMs = 2 ** 31 - 1;

/** Throws an `OptionsError` unless it is a whole number of at least `least`, and at most `most`. */
export function requireWhole(
  name: string,
  value: unknown,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): void {
  if (Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most) return;
  const range = most === longestMs ? `of ${least} to ${most}` : `of at least ${least}`;
  throw new OptionsError(`${name} must be a whole number ${range}, not ${String(value)}.`);
}
