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

/** The options that never go to the server. */
const rules = {
  signal: abortSignal,
  timeoutMs: milliseconds,
  timeouts: fields({ idleMs: milliseconds, totalMs: milliseconds }),
  handlers: handlersRule,
  includeTurns: flag,
  commands: oneOf("stop", "keep"),
} satisfies Record<string, Rule>;

type OptionName = keyof typeof rules;

/** All options of a call that has no others. */
export const callOptions: readonly OptionName[] = ["signal", "timeoutMs"];

/** All options of a turn that has no others. */
export const lifeOptions: readonly OptionName[] = ["signal", "timeouts"];

/**
 * Refuses options that are no object, and among those that never go to the server the ones that
 * can't be right. `all` names every option there is, for methods of which none goes to the server.
 * Throws an `OptionsError`.
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
