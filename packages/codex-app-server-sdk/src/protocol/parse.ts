import { OptionsError, ProtocolError } from "../errors/index.js";
import type {
  ClientRequests,
  ServerNotification,
  ServerNotifications,
  ServerRequest,
  ServerRequests,
} from "./generated/methods.js";
import type { NamedTypes } from "./generated/named-types.js";
import { names } from "./generated/names.js";
import {
  formatIssues,
  issue,
  type MethodKind,
  methodKind,
  type Verdict,
  validateLine,
  validateNotification,
  validateParams,
  validateResult,
  validateServerRequest,
  validateServerRequestAnswer,
} from "./validate.js";
import type { ValidationIssue } from "./validation-issue.js";

/**
 * Everything that can be parsed, by name: types of the protocol, such as `"Turn"`; params and
 * results of methods, such as `"thread/start params"`, `"thread/start result"` and `"turn/completed
 * params"`; and the server's messages `"ServerNotification"` and `"ServerRequest"`.
 */
export type ParsedTypes = NamedTypes & MessageTypes & ParamsTypes & ResultTypes & NotificationTypes;

/** The names that `parse` and `safeParse` accept. */
export type TypeName = keyof ParsedTypes;

/** The server's messages, by name. */
export interface MessageTypes {
  ServerNotification: ServerNotification;
  ServerRequest: ServerRequest;
}

/** The params of requests, by `"METHOD params"`. */
export type ParamsTypes = {
  [M in keyof Requests as `${M} params`]: Requests[M]["params"];
};

/** The results of requests, by `"METHOD result"`. */
export type ResultTypes = {
  [M in keyof Requests as `${M} result`]: Requests[M]["result"];
};

/** The params of the server's notifications, by `"METHOD params"`. */
export type NotificationTypes = {
  [M in keyof ServerNotifications as `${M} params`]: ServerNotifications[M];
};

/** The requests of client and server. */
export type Requests = ClientRequests & ServerRequests;

/** The value with its type, or everything that is wrong with it. */
export type ParseResult<T> =
  | { success: true; data: T }
  | { success: false; issues: readonly ValidationIssue[] };

/**
 * Checks a value, for example from a log, a queue or another process, and returns the same value
 * with its type. The value is neither copied nor changed. Unknown fields, variants, enum values and
 * methods are accepted, as they may come from a newer server.
 *
 * Throws a `ProtocolError` that names the path of each wrong part, and an `OptionsError` when there
 * is no type of that name.
 */
export function parse<N extends TypeName>(type: N, value: unknown): ParsedTypes[N] {
  const issues = check(type, value);
  if (issues !== undefined) throw new ProtocolError(`Not a ${type}: ${formatIssues(issues)}`);
  return value as ParsedTypes[N];
}

/**
 * Like `parse`, but returns what is wrong instead of throwing. Throws an `OptionsError` only when
 * there is no type of that name.
 */
export function safeParse<N extends TypeName>(
  type: N,
  value: unknown,
): ParseResult<ParsedTypes[N]> {
  const issues = check(type, value);
  return issues === undefined
    ? { success: true, data: value as ParsedTypes[N] }
    : { success: false, issues };
}

function check(type: string, value: unknown): Verdict {
  const line = lines().get(type);
  if (line !== undefined) return validateLine(line, value);
  if (type === "ServerNotification") return checkMessage(value, validateNotification);
  if (type === "ServerRequest") return checkMessage(value, validateServerRequest);
  const validate = validatorOf(type);
  if (validate === undefined) throw new OptionsError(`No type named ${JSON.stringify(type)}`);
  return validate(value);
}

type Validator = (method: string, value: unknown) => Verdict;

const validators: Record<MethodKind, { params: Validator; result?: Validator }> = {
  clientRequest: { params: validateParams, result: validateResult },
  serverRequest: { params: validateServerRequest, result: validateServerRequestAnswer },
  serverNotification: { params: validateNotification },
};

/** Finds the validator for `"METHOD params"` or `"METHOD result"`. */
function validatorOf(type: string): ((value: unknown) => Verdict) | undefined {
  const [, method = "", part] = /^(\S+) (params|result)$/.exec(type) ?? [];
  const kind = methodKind(method);
  const validate = kind && validators[kind][part === "params" ? "params" : "result"];
  return validate && ((value) => validate(method, value));
}

function checkMessage(message: unknown, validate: Validator): Verdict {
  if (typeof message !== "object" || message === null) return [issue([], "object", message)];
  const { method, params } = message as { method?: unknown; params?: unknown };
  if (typeof method !== "string") return [issue(["method"], "string", method)];
  return validate(method, params)?.map(({ path, message }) => ({
    path: ["params", ...path],
    message,
  }));
}

let linesOnce: Map<string, number> | undefined;

function lines(): Map<string, number> {
  linesOnce ??= new Map(names.split(" ").map((name, index) => [name, index]));
  return linesOnce;
}
