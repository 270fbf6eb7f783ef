import { isCodexError } from "./codex-error.js";

/** Where a call was made. */
export interface CallSite {
  readonly stack?: string;
}

type AnyFunction = ((...args: never[]) => unknown) | (new (...args: never[]) => unknown);

/** The place of the current call, from the caller of `below` on. */
export function callSite(below: AnyFunction): CallSite {
  const site: CallSite = {};
  Error.captureStackTrace?.(site, below);
  return site;
}

/**
 * Settles as `work` does. An error of this package then also shows who waits for it: it was made
 * where a message was read or a timer went off, which says nothing to whoever made the call. The
 * engine knows who waits, so that nothing has to be noted down for calls that succeed.
 */
export async function withCaller<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    showCaller(error, callSite(withCaller));
    throw error;
  }
}

/** So many characters of a stack are enough, when many calls reject with the same error. */
const maxStackLength = 10_000;

/** Puts the call first in the stack of an error of this package, as far as it is not in it yet. */
export function showCaller(error: unknown, { stack = "" }: CallSite): void {
  if (!isCodexError(error) || error.stack === undefined) return;
  const shown = error.stack;
  if (shown.length > maxStackLength) return;
  const missing = framesOf(stack).filter((frame) => !shown.includes(frame));
  const start = shown.length - framesOf(shown).join("").length;
  error.stack = shown.slice(0, start) + missing.join("") + shown.slice(start);
}

/** The frames at the end of a stack, each with the line break before it. */
function framesOf(stack: string): string[] {
  return /(?:\n {4}at .*)*$/.exec(stack)?.[0].match(/\n.*/g) ?? [];
}
