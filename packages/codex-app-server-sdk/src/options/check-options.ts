import { handlerNames } from "../handlers/handler-names.js";
import type { Handlers } from "../handlers/handlers.js";
import {
  abortSignal,
  assertNoProblems,
  fields,
  flag,
  fn,
  isObject,
  listOf,
  milliseconds,
  oneOf,
  type Rule,
  text,
  unexpected,
} from "./option-rules.js";

/**
 * Handlers as a plain object, or as methods of a class instance, whose other members are its own
 * business.
 */
export const handlersRule: Rule = (value, name) => {
  if (!isObject(value)) return unexpected(value, name, "an object");
  if (isPlain(value)) return plainHandlers(value, name);
  const given = handlerNames.filter((handler) => (value as Handlers)[handler] !== undefined);
  if (given.length === 0) {
    return [`${name} has no handler; there are ${handlerNames.join(", ")}`];
  }
  return given.flatMap((handler) => fn((value as Handlers)[handler], `${name}.${handler}`));
};

const plainHandlers = fields(Object.fromEntries(handlerNames.map((name) => [name, fn])));

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** Rules for the options that the SDK uses itself and never sends to the server. */
const rules = {
  signal: abortSignal,
  timeoutMs: milliseconds,
  timeouts: fields({ idleMs: milliseconds, totalMs: milliseconds, retryMs: milliseconds }),
  handlers: handlersRule,
  includeTurns: flag,
  commands: oneOf("stop", "keep"),
  agents: oneOf("stop", "keep"),
  goal: oneOf("continue", "pause"),
  methods: listOf(text),
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
