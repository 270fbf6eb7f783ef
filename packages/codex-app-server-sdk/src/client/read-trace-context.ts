import { callSafely } from "../async/call-safely.js";
import type { HostMistakes } from "../diagnostics/host-mistakes.js";
import { describeError } from "../errors/error-text.js";
import { showKind } from "../errors/show-value.js";
import type { TraceContext } from "../options/options.js";

interface TraceContextOptions {
  readonly traceContext?: (() => TraceContext | undefined) | undefined;
  readonly mistakes: HostMistakes;
}

type Field = keyof TraceContext;

/**
 * Asks the user's function to which trace a request belongs. Only what the server can read is
 * taken: it drops a request whose trace has a field of another type, and never answers it.
 */
export function readTraceContext({
  traceContext,
  mistakes,
}: TraceContextOptions): TraceContext | undefined {
  if (!traceContext) return undefined;
  try {
    return checked(traceContext(), mistakes);
  } catch (error) {
    const why = describeError(error);
    warn(mistakes, "throws", `traceContext failed, so no trace is sent: ${why}`);
    return undefined;
  }
}

function checked(given: unknown, mistakes: HostMistakes): TraceContext | undefined {
  if (given === undefined) return undefined;
  const isPromise = typeof (given as { then?: unknown } | null)?.then === "function";
  if (typeof given !== "object" || given === null || Array.isArray(given) || isPromise) {
    // Nobody waits for a promise: its rejection must not end the process.
    callSafely(
      () => given,
      () => {},
    );
    const kind = isPromise ? "a promise" : showKind(given);
    warn(mistakes, "result", `traceContext returned ${kind} instead of an object or undefined.`);
    return undefined;
  }
  const traceparent = textOf(given, "traceparent", mistakes);
  const tracestate = textOf(given, "tracestate", mistakes);
  if (traceparent === undefined) return undefined;
  return tracestate === undefined ? { traceparent } : { traceparent, tracestate };
}

/** Each field is read once, as a getter may say something else the next time. */
function textOf(given: TraceContext, field: Field, mistakes: HostMistakes): string | undefined {
  const value: unknown = given[field];
  if (value === undefined || typeof value === "string") return value;
  const left = `${field} of traceContext is ${showKind(value)} instead of a string`;
  warn(mistakes, field, `${left}, so it is left out.`);
  return undefined;
}

function warn(mistakes: HostMistakes, about: string, text: string): void {
  mistakes.warn({ code: "CODEX_TRACE_CONTEXT", about, text });
}
