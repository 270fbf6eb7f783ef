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
  for (const [name, value] of Object.entries(limits)) {
    requireWhole(name, value, name === "leaseMs" ? 1 : 0);
  }
  return limits;
}

/** Throws an `OptionsError` unless it is a whole number of at least `least`. */
export function requireWhole(name: string, value: unknown, least: number): void {
  if (Number.isSafeInteger(value) && Number(value) >= least) return;
  const what = `${name} must be a whole number of at least ${least}`;
  throw new OptionsError(`${what}, not ${String(value)}.`);
}
