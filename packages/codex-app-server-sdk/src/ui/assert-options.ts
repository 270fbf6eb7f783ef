import {
  abortSignal,
  anyText,
  assertNoProblems,
  count,
  fields,
  milliseconds,
  type Rule,
  recordOf,
  rule,
} from "../options/option-rules.js";

const stream = {
  maxOutput: count,
  aiVersion: rule("6 or 7", (value) => value === 6 || value === 7),
};

const rules = {
  stream: fields(stream),
  response: fields({ ...stream, headers: recordOf(anyText), keepAliveMs: milliseconds }),
  messages: fields({ maxOutput: count }),
  approvals: fields({ maxPending: count }),
  listening: fields({ signal: abortSignal }),
} satisfies Record<string, Rule>;

/** Throws an `OptionsError` for options that are not of this kind. */
export function assertOptions(kind: keyof typeof rules, options: unknown): void {
  if (options !== undefined) assertNoProblems(rules[kind](options, ""));
}
