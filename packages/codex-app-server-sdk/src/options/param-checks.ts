import type * as wire from "codex-app-server-sdk/protocol";
import type { HostMistakes } from "../diagnostics/host-mistakes.js";
import { findUnsendable } from "../errors/find-unsendable.js";
import { OptionsError } from "../errors/index.js";
import { paramNames } from "../protocol/generated/param-names.js";
import { validateParams } from "../protocol/validate.js";
import type { ValidationIssue } from "../protocol/validation-issue.js";
import type { ValidationMode } from "../protocol/wire-checks.js";
import { nearestOf } from "./nearest-of.js";
import { ownNames, type SentOptions } from "./own-options.js";
import { readSafely } from "./read-safely.js";
import { showOption } from "./show-option.js";

/**
 * Checks the params that the SDK makes of a user's options and arguments. Only what is loaded with
 * the first start may import this: validation is most of the package.
 */
export class ParamChecks {
  readonly #mode: ValidationMode;
  readonly #mistakes: HostMistakes;

  constructor(mode: ValidationMode, mistakes: HostMistakes) {
    this.#mode = mode;
    this.#mistakes = mistakes;
  }

  /**
   * Refuses params that the server could not read, and options that it would ignore because it does
   * not know them: throws an `OptionsError` that names the option and its value. When validation is
   * off, they are sent as they are, for a newer server may know more; what looks like a slip of the
   * pen is warned of.
   */
  check(method: keyof wire.ClientRequests, params: object): void {
    readSafely(`The options for ${method}`, () => {
      if (this.#mode === "off") this.#warnOfSlips(method, params);
      else refuseProblems(method, params);
    });
  }

  #warnOfSlips(method: string, params: object): void {
    for (const name of unknownNames(method, params)) {
      const nearest = nearestTo(name, method);
      if (nearest === undefined) continue;
      this.#mistakes.warn({
        code: "CODEX_OPTION_UNKNOWN",
        about: `${method} ${name}`,
        text: `The option ${name} for ${method} is unknown and is sent as it is. Did you mean ${nearest}?`,
      });
    }
  }
}

function refuseProblems(method: string, params: object): void {
  const unknown = unknownNames(method, params).map((name) => describeUnknown(method, name));
  const unsendable = findUnsendable(params, "");
  // Validation would not come to an end in an object that contains itself.
  const wrong = unsendable ? [unsendable] : issuesOf(method, params);
  const problems = [...unknown, ...wrong];
  if (problems.length === 0) return;
  throw new OptionsError(`The options for ${method} are wrong: ${problems.join("; ")}.`);
}

function issuesOf(method: string, params: object): string[] {
  return (validateParams(method, params) ?? []).map((issue) => describe(issue, params));
}

function unknownNames(method: string, params: object): string[] {
  const known = namesOf.get(method);
  return known ? Object.keys(params).filter((name) => !known.has(name)) : [];
}

function describeUnknown(method: string, name: string): string {
  const nearest = nearestTo(name, method);
  return `unknown option ${name}${nearest ? `, did you mean ${nearest}?` : ""}`;
}

function nearestTo(name: string, method: string): string | undefined {
  if (!isChecked(method)) return undefined;
  return nearestOf(name, [...namesByMethod[method].split(" "), ...ownNames(method)]);
}

/** Fails to compile when the options have a method that the generator lists no params of. */
const namesByMethod: Readonly<Record<keyof SentOptions, string>> = paramNames;

const namesOf: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(namesByMethod).map(([method, names]) => [method, new Set(names.split(" "))]),
);

function isChecked(method: string): method is keyof typeof paramNames {
  return Object.hasOwn(namesByMethod, method);
}

function describe({ path, message }: ValidationIssue, params: object): string {
  const value = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], params);
  const name = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  const names = path.filter((key) => typeof key === "string").join(".");
  const shown = showOption(value, names);
  return `${name.replace(/^\./, "") || "value"} is ${shown}, ${expectation(message)}`;
}

/** Drops the kind of the value from the end of the message, where the value itself is shown. */
function expectation(message: string): string {
  return message.replace(/, received .*$/, "");
}
