import { EngineError, type EngineProblem } from "../errors/index.js";
import { closedError } from "./closed-error.js";
import type { Connected } from "./connect-redis.js";

/** What Redis or its client says for each of these. */
const signs: readonly (readonly [
  Exclude<EngineProblem, "version" | "closed" | "other">,
  RegExp,
])[] = [
  ["login", /WRONGPASS|NOAUTH|NOPERM|without any password configured|invalid password/],
  ["full", /\bOOM\b|MISCONF/],
  [
    "unreachable",
    /ECONN|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_AGAIN|EPIPE|ENOENT|timed out|timeout|Connection is closed|max retries per request|LOADING|READONLY|CLUSTERDOWN/i,
  ],
];

const advice: Record<Exclude<EngineProblem, "version" | "closed">, string> = {
  unreachable: "could not be reached in time. It is tried again with the next call",
  full: "has no room left. Give it more memory, or keep fewer events",
  login: "refused the user or the password. Look at the option connection",
  other: "failed",
};

/** What a command failed with, as an error of this package. It has no password in it. */
export function redisFailure(connected: Connected, error: unknown): EngineError {
  if (connected.isClosed()) return closedError();
  const { name, lastFailure } = connected;
  const own = problemOf(error);
  // A command that was not sent only says so: why is what the last try to connect failed with.
  const failure = own === "unreachable" ? lastFailure() : undefined;
  const cause = withoutCommand(failure ?? error);
  const problem = failure ? problemOf(failure) : own;
  const said = cause instanceof Error ? cause.message : String(cause);
  return new EngineError(problem, `Redis at ${name} ${advice[problem]}: ${said}`, { cause });
}

/** ioredis adds the command, in which the password stands, or what somebody has said. */
function withoutCommand(error: unknown): unknown {
  if (error instanceof Error) Reflect.deleteProperty(error, "command");
  return error;
}

function problemOf(error: unknown): keyof typeof advice {
  const { message, code } = error as NodeJS.ErrnoException;
  const text = `${code ?? ""} ${message ?? String(error)}`;
  return signs.find(([, sign]) => sign.test(text))?.[0] ?? "other";
}
