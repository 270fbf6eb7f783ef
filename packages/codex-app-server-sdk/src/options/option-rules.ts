import { longestMs } from "../async/start-timer.js";
import { OptionsError } from "../errors/index.js";
import { showOption } from "./show-option.js";

/**
 * Checks a value and returns a description of each problem with it, under the given name. Rules are
 * plain functions because a constructor has to check options synchronously: a schema library would
 * have to be loaded with the package, which would triple its import time.
 */
export type Rule = (value: unknown, name: string) => string[];

/** Makes a rule that accepts what `test` accepts. `expected` is the end of "expected …". */
export function rule(expected: string, test: (value: unknown) => boolean): Rule {
  return (value, name) => (test(value) ? [] : unexpected(value, name, expected));
}

/** The problem of a value that is of the wrong kind as a whole. */
export function unexpected(value: unknown, name: string, expected: string): [problem: string] {
  return [`${name} is ${showOption(value, name)}, expected ${expected}`];
}

export const text = rule(
  "a string that is not empty",
  (value) => typeof value === "string" && value !== "",
);
export const anyText = rule("a string", (value) => typeof value === "string");
export const flag = rule("true or false", (value) => typeof value === "boolean");
/** For what is checked elsewhere. */
export const anything: Rule = () => [];

export const fn = rule("a function", (value) => typeof value === "function");
export const count = rule(
  "a whole number, 0 or more",
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
);

export const milliseconds = rule(
  `milliseconds from 0 to ${longestMs}`,
  (value) => typeof value === "number" && value >= 0 && value <= longestMs,
);

/** Not `instanceof`: the signal may come from another realm, or from jsdom. */
export const abortSignal = rule(
  "an AbortSignal",
  (value) =>
    isObject(value) &&
    typeof (value as Partial<AbortSignal>).aborted === "boolean" &&
    typeof (value as Partial<AbortSignal>).addEventListener === "function",
);

/** Throws an `OptionsError` that lists the problems, if there are any. */
export function assertNoProblems(problems: readonly string[]): void {
  if (problems.length > 0) throw new OptionsError(`${problems.join("; ")}.`);
}

export function oneOf(...choices: readonly string[]): Rule {
  return rule(
    `one of ${choices.join(", ")}`,
    (value) => typeof value === "string" && choices.includes(value),
  );
}

export function orNull(inner: Rule): Rule {
  return (value, name) => (value === null ? [] : inner(value, name));
}

/** False turns off what else has a default. */
export function orFalse(inner: Rule): Rule {
  return (value, name) => (value === false ? [] : inner(value, name));
}

export function listOf(entry: Rule): Rule {
  return (value, name) =>
    Array.isArray(value)
      ? value.flatMap((item, index) => entry(item, `${name}[${index}]`))
      : unexpected(value, name, "a list");
}

/** An object with any keys. A key whose value is undefined counts as absent. */
export function recordOf(entry: Rule): Rule {
  return (value, name) =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, item]) =>
          item === undefined ? [] : entry(item, `${name}.${key}`),
        )
      : unexpected(value, name, "an object");
}

/** An object with these keys, all optional, and no others. */
export function fields(rules: Readonly<Record<string, Rule>>): Rule {
  return (value, name) => {
    if (!isObject(value)) return unexpected(value, name || "options", "an object");
    return Object.entries(value).flatMap(([key, item]) => {
      const at = name === "" ? key : `${name}.${key}`;
      const known = Object.hasOwn(rules, key) ? rules[key] : undefined;
      if (!known) return [`${at} is not an option; known are ${Object.keys(rules).join(", ")}`];
      return item === undefined ? [] : known(item, at);
    });
  };
}

/** An object that has at least these methods. */
export function withMethods(...names: readonly string[]): Rule {
  return rule(
    `an object with the methods ${names.join(", ")}`,
    (value) =>
      isObject(value) &&
      names.every((name) => typeof (value as Record<string, unknown>)[name] === "function"),
  );
}

/** Whether an option has a value; for one of the protocol, null means the default. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether it is an object without a class. */
export function isPlain(value: unknown): value is object {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
