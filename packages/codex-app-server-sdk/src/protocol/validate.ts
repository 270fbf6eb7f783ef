import type { $ZodType, ParsePayload } from "zod/v4/core";
import { describeIssues } from "./describe-issues.js";
import type { EncodedMethods, EncodedShape } from "./encoded-shape.js";
import { methods as methodsText, shapes } from "./generated/table.js";
import { LazyMap } from "./lazy-map.js";
import { ShapeCompiler } from "./shape-compiler.js";
import type { ValidationIssue } from "./validation-issue.js";

export { formatIssues, issue } from "./describe-issues.js";

/** What is wrong, or nothing: also when the method is unknown, which this version can't judge. */
export type Verdict = ValidationIssue[] | undefined;

/** Checks what the server answered to a request of the client. */
export function validateResult(method: string, value: unknown): Verdict {
  return check(results.get(method), value);
}

/** Checks the params of a request of the client. */
export function validateParams(method: string, params: unknown): Verdict {
  return check(requestParams.get(method), params ?? null);
}

/** Checks the params of a notification of the server. */
export function validateNotification(method: string, params: unknown): Verdict {
  return check(notificationParams.get(method), params ?? null);
}

/** Checks the params of a request of the server. */
export function validateServerRequest(method: string, params: unknown): Verdict {
  return check(serverRequestParams.get(method), params ?? null);
}

/** Checks what the client answers to a request of the server. */
export function validateServerRequestAnswer(method: string, value: unknown): Verdict {
  return check(answers.get(method), value);
}

/** Who sends a method's message, and whether it wants an answer. */
export type MethodKind = "clientRequest" | "serverRequest" | "serverNotification";

/** The kind of a method; nothing for one that this version does not know. */
export function methodKind(method: string): MethodKind | undefined {
  if (own(methods().clientRequests, method) !== undefined) return "clientRequest";
  if (own(methods().serverRequests, method) !== undefined) return "serverRequest";
  const isNotification = own(methods().serverNotifications, method) !== undefined;
  return isNotification ? "serverNotification" : undefined;
}

/** Checks a value against a line of the table. */
export function validateLine(line: number, value: unknown): Verdict {
  return check(compile(line), value);
}

const requestParams = typesOf(({ clientRequests }, method) => own(clientRequests, method)?.[0]);
const results = typesOf(({ clientRequests }, method) => own(clientRequests, method)?.[1]);
const serverRequestParams = typesOf(
  ({ serverRequests }, method) => own(serverRequests, method)?.[0],
);
const answers = typesOf(({ serverRequests }, method) => own(serverRequests, method)?.[1]);
const notificationParams = typesOf(({ serverNotifications }, method) =>
  own(serverNotifications, method),
);

/** One object for all calls: the JIT of zod's object type specialises on its form. */
const context = { async: false } as const;

/** The value is only looked at: what zod makes of it is dropped, so nothing is lost or invented. */
function check(type: $ZodType | undefined, value: unknown): Verdict {
  if (type === undefined) return undefined;
  // Not a promise: nothing here is asynchronous.
  const { issues } = type._zod.run({ value, issues: [] }, context) as ParsePayload;
  return issues.length === 0 ? undefined : describeIssues(issues);
}

/** The types by method, each compiled from its shape when it is first needed. */
function typesOf(
  find: (methods: EncodedMethods, method: string) => EncodedShape | undefined,
): LazyMap<$ZodType> {
  return new LazyMap((method) => {
    const shape = find(methods(), method);
    return shape === undefined ? undefined : compile(shape);
  });
}

let compilerOnce: ShapeCompiler | undefined;
let methodsOnce: EncodedMethods | undefined;

function compile(shape: EncodedShape): $ZodType {
  compilerOnce ??= new ShapeCompiler(shapes.split("\n"));
  return compilerOnce.compile(shape);
}

function methods(): EncodedMethods {
  methodsOnce ??= JSON.parse(methodsText) as EncodedMethods;
  return methodsOnce;
}

/** A method's entry; a server may name a method like a key that every object has. */
function own<T>(entries: { [method: string]: T }, method: string): T | undefined {
  return Object.hasOwn(entries, method) ? entries[method] : undefined;
}
