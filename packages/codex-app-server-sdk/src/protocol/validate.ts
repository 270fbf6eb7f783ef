import type { $ZodType, ParsePayload } from "zod/v4/core";
import { describeIssues } from "./describe-issues.js";
import type { EncodedMethods, EncodedShape } from "./encoded-shape.js";
import { methods as methodsText, shapes } from "./generated/table.js";
import { LazyMap } from "./lazy-map.js";
import { ShapeCompiler } from "./shape-compiler.js";
import type { ValidationIssue } from "./validation-issue.js";

export { formatIssues, issue } from "./describe-issues.js";

/**
 * The issues of a value; undefined when there are none. Also undefined for an unknown method, which
 * this version can't judge.
 */
export type Verdict = ValidationIssue[] | undefined;

/** Checks the server's result of a client request. */
export function validateResult(method: string, value: unknown): Verdict {
  return check(results.get(method), value);
}

/** Checks the params of a client request. */
export function validateParams(method: string, params: unknown): Verdict {
  return check(requestParams.get(method), params ?? null);
}

/** Checks the params of a server notification. */
export function validateNotification(method: string, params: unknown): Verdict {
  return check(notificationParams.get(method), params ?? null);
}

/** Checks the params of a server request. */
export function validateServerRequest(method: string, params: unknown): Verdict {
  return check(serverRequestParams.get(method), params ?? null);
}

/** Checks the client's result of a server request. */
export function validateServerRequestAnswer(method: string, value: unknown): Verdict {
  return check(answers.get(method), value);
}

/** Who sends the message of a method, and whether it expects an answer. */
export type MethodKind = "clientRequest" | "serverRequest" | "serverNotification";

/** The kind of a method; undefined for one that this version does not know. */
export function methodKind(method: string): MethodKind | undefined {
  if (own(methods().clientRequests, method) !== undefined) return "clientRequest";
  if (own(methods().serverRequests, method) !== undefined) return "serverRequest";
  const isNotification = own(methods().serverNotifications, method) !== undefined;
  return isNotification ? "serverNotification" : undefined;
}

/** Checks a value against a line of the table. */
export function validateLine(line: number, value: unknown): Verdict {
  return check(compiler().compile(line), value);
}

const requestParams = new LazyMap((method) => {
  const shape = own(methods().clientRequests, method)?.[0];
  return shape === undefined ? undefined : compiler().compileSparse(shape);
});
const results = typesOf(({ clientRequests }, method) => own(clientRequests, method)?.[1]);
const serverRequestParams = typesOf(
  ({ serverRequests }, method) => own(serverRequests, method)?.[0],
);
const answers = typesOf(({ serverRequests }, method) => own(serverRequests, method)?.[1]);
const notificationParams = typesOf(({ serverNotifications }, method) =>
  own(serverNotifications, method),
);

/** One object for all calls, so that none is made for each message. */
const context = { async: false } as const;

/** Only looks at the value. What zod makes of it is dropped, so nothing is lost or added. */
function check(type: $ZodType | undefined, value: unknown): Verdict {
  if (type === undefined) return undefined;
  // Never a promise, because no type here is asynchronous.
  const { issues } = type._zod.run({ value, issues: [] }, context) as ParsePayload;
  return issues.length === 0 ? undefined : describeIssues(issues);
}

/** The types by method. Each is compiled from its shape when it is first needed. */
function typesOf(
  find: (methods: EncodedMethods, method: string) => EncodedShape | undefined,
): LazyMap<$ZodType> {
  return new LazyMap((method) => {
    const shape = find(methods(), method);
    return shape === undefined ? undefined : compiler().compile(shape);
  });
}

let compilerOnce: ShapeCompiler | undefined;
let methodsOnce: EncodedMethods | undefined;

function compiler(): ShapeCompiler {
  compilerOnce ??= new ShapeCompiler(shapes.split("\n"));
  return compilerOnce;
}

function methods(): EncodedMethods {
  methodsOnce ??= JSON.parse(methodsText) as EncodedMethods;
  return methodsOnce;
}

/**
 * Looks a method up. `hasOwn`, because a server may send a method named like a built-in property.
 */
function own<T>(entries: { [method: string]: T }, method: string): T | undefined {
  return Object.hasOwn(entries, method) ? entries[method] : undefined;
}
