import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError } from "../errors/index.js";
import { showValue } from "../errors/show-value.js";
import { paramNames } from "../protocol/generated/param-names.js";
import { validateParams } from "../protocol/validate.js";
import type { ValidationIssue } from "../protocol/validation-issue.js";
import { nearestOf } from "./nearest-of.js";

/**
 * Refuses params that the server could not read, and options that it would ignore because it does
 * not know them. Throws an `OptionsError` that names the option and its value. Only what is loaded
 * with the first start may import this: validation is most of the package.
 */
export function checkParams(method: keyof wire.ClientRequests, params: object): void {
  const unknown = unknownNames(method, params).map((name) => describeUnknown(method, name));
  const wrong = (validateParams(method, params) ?? []).map((issue) => describe(issue, params));
  const problems = [...unknown, ...wrong];
  if (problems.length === 0) return;
  throw new OptionsError(`The options for ${method} are wrong: ${problems.join("; ")}.`);
}

type CheckedMethod = keyof typeof paramNames;

const ofCall = "signal timeoutMs";
const ofThread = `approvalMode handlers ${ofCall}`;

/** The options that each method has besides the protocol's params. */
const ownNames: Record<CheckedMethod, string> = {
  "account/read": ofCall,
  "model/list": ofCall,
  "review/start": "signal timeouts",
  "thread/fork": ofThread,
  "thread/list": ofCall,
  "thread/resume": `goal ${ofThread}`,
  "thread/start": ofThread,
  "turn/start": "approvalMode sandbox signal timeouts",
};

function unknownNames(method: string, params: object): string[] {
  if (!isChecked(method)) return [];
  const known = new Set(paramNames[method].split(" "));
  return Object.keys(params).filter((name) => !known.has(name));
}

function describeUnknown(method: string, name: string): string {
  const known = isChecked(method) ? `${paramNames[method]} ${ownNames[method]}`.split(" ") : [];
  const nearest = nearestOf(name, known);
  return `unknown option ${name}${nearest ? `, did you mean ${nearest}?` : ""}`;
}

function isChecked(method: string): method is CheckedMethod {
  return Object.hasOwn(paramNames, method);
}

function describe({ path, message }: ValidationIssue, params: object): string {
  const value = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], params);
  const name = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  return `${name.replace(/^\./, "") || "value"} is ${showValue(value)}, ${expectation(message)}`;
}

/** Drops the kind of the value from the end of the message, where the value itself is shown. */
function expectation(message: string): string {
  return message.replace(/, received .*$/, "");
}
