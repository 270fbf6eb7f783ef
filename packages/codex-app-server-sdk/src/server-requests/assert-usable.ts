import { messageOf } from "../errors/error-text.js";
import { showValue } from "../errors/show-value.js";
import type { WireChecks } from "../protocol/wire-checks.js";
import type { ServerCall } from "../rpc/connection-options.js";
import { UnusableAnswer } from "./handler-failure.js";
import type { ServerRequestRule } from "./server-request-table.js";

interface Asked {
  readonly call: ServerCall;
  readonly rule: ServerRequestRule;
  readonly checks: Pick<WireChecks, "answer" | "isOff">;
}

/** Throws an `UnusableAnswer` if the server could not read the answer, or would refuse it. */
export function assertUsable(answer: unknown, { call, rule, checks }: Asked): void {
  try {
    assertSendable(answer);
    checks.answer(call.method, answer);
    if (!checks.isOff) refuseUnknownChoice(rule, answer, call.params);
  } catch (error) {
    throw new UnusableAnswer(messageOf(error));
  }
}

/** An answer must be an object, and JSON must be able to represent it. */
function assertSendable(result: unknown): void {
  if (typeof result !== "object" || result === null) {
    throw new Error(`the handler answered ${showValue(result)} instead of a response`);
  }
  JSON.stringify(result);
}

function refuseUnknownChoice(
  { choices }: ServerRequestRule,
  result: unknown,
  params: unknown,
): void {
  const choice = choices && (result as Record<string, unknown>)[choices.field];
  if (typeof choice !== "string" || choices === undefined) return;
  const known = [...choices.known, ...offeredIn(params)];
  if (known.includes(choice)) return;
  throw new Error(
    `the handler's ${choices.field} is ${showValue(choice)}; it can be ${known.join(", ")}`,
  );
}

/** The decisions that a request itself offers. */
function offeredIn(params: unknown): string[] {
  const { availableDecisions } = (params ?? {}) as { availableDecisions?: unknown };
  if (!Array.isArray(availableDecisions)) return [];
  return availableDecisions.filter((decision) => typeof decision === "string");
}
