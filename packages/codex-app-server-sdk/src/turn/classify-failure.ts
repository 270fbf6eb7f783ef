import type * as wire from "codex-app-server-sdk/protocol";

/** How the server words that the model's answer broke off; it gives no kind then. */
const brokenOff = "stream disconnected before completion";

/** Kinds after which the same turn may work, later. */
const passing: ReadonlySet<unknown> = new Set(["serverOverloaded", "internalServerError"]);

const rateLimited = 429;

/** What a program can do about a failed turn. */
export interface FailureClass {
  /** The HTTP status that the model's provider answered; null when the server does not tell. */
  readonly httpStatus: number | null;
  /** Whether the same turn may work later. */
  readonly isRetryable: boolean;
}

export function classifyFailure(error: wire.TurnError | null): FailureClass {
  const info: unknown = error?.codexErrorInfo;
  if (typeof info === "object" && info !== null) return classifyConnection({ ...info });
  const isBrokenOff = error?.message.startsWith(brokenOff) ?? false;
  return { httpStatus: null, isRetryable: passing.has(info) || isBrokenOff };
}

/** The kinds that say what became of the connection to the provider. */
const connectionKinds = [
  "httpConnectionFailed",
  "responseStreamConnectionFailed",
  "responseStreamDisconnected",
  "responseTooManyFailedAttempts",
] as const;

function classifyConnection(info: Readonly<Record<string, unknown>>): FailureClass {
  const kind = connectionKinds.find((name) => Object.hasOwn(info, name));
  if (kind === undefined) return { httpStatus: null, isRetryable: false };
  const { httpStatusCode } = (info[kind] ?? {}) as { httpStatusCode?: unknown };
  if (typeof httpStatusCode !== "number") return { httpStatus: null, isRetryable: true };
  const isPassing = httpStatusCode === rateLimited || httpStatusCode >= 500;
  return { httpStatus: httpStatusCode, isRetryable: isPassing };
}
