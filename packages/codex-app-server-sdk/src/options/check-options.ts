import type { Handlers } from "../server-requests/handlers.js";
import {
  abortSignal,
  assertNoProblems,
  fields,
  flag,
  fn,
  milliseconds,
  oneOf,
  type Rule,
  unexpected,
} from "./option-rules.js";

export const handlersRule = fields({
  commandApproval: fn,
  fileChangeApproval: fn,
  permissionsApproval: fn,
  userInput: fn,
  elicitation: fn,
  mcpToolApproval: fn,
  authTokensRefresh: fn,
  attestation: fn,
  currentTime: fn,
} satisfies Record<keyof Handlers, Rule>);

/** Rules for the options that the SDK uses itself and never sends to the server. */
const rules = {
  signal: abortSignal,
  timeoutMs: milliseconds,
  timeouts: fields({ idleMs: milliseconds, totalMs: milliseconds }),
  handlers: handlersRule,
  includeTurns: flag,
  commands: oneOf("stop", "keep"),
} satisfies Record<string, Rule>;

type OptionName = keyof typeof rules;

/** The options of calls that have only these. */
export const callOptions: readonly OptionName[] = ["signal", "timeoutMs"];

/** The options of turns that have only these. */
export const lifeOptions: readonly OptionName[] = ["signal", "timeouts"];

/**
 * Throws an `OptionsError` if `options` is not an object, or if an option that the SDK uses itself
 * is invalid. `all` lists every option that the method has, for methods whose options are never
 * sent: any other is an error then too.
 */
export function checkOptions(options: unknown, all?: readonly OptionName[]): void {
  if (options === undefined) return;
  assertNoProblems(all ? fields(rulesOf(all))(options, "") : problemsOf(options));
}

function rulesOf(names: readonly OptionName[]): Record<string, Rule> {
  return Object.fromEntries(names.map((name) => [name, rules[name]]));
}

function problemsOf(options: unknown): string[] {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    return unexpected(options, "options", "an object");
  }
  const names = Object.keys(rules) as OptionName[];
  return names.flatMap((name) => {
    const value = (options as Partial<Record<OptionName, unknown>>)[name];
    return value === undefined ? [] : rules[name](value, name);
  });
}
