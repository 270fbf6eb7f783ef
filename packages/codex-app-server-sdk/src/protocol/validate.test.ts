import { expect, test } from "vitest";
import { methods as methodsText } from "./generated/table.js";
import {
  methodKind,
  validateNotification,
  validateParams,
  validateResult,
  validateServerRequest,
  validateServerRequestAnswer,
} from "./validate.js";

const { clientRequests, serverRequests, serverNotifications } = JSON.parse(methodsText);

test("every method has its validators, and each of them rejects nonsense", () => {
  const nonsense = 7;
  for (const method of Object.keys(clientRequests)) {
    expect(methodKind(method)).toBe("clientRequest");
    expect(validateParams(method, nonsense), method).toBeDefined();
    expect(validateResult(method, nonsense), method).toBeDefined();
  }
  for (const method of Object.keys(serverRequests)) {
    expect(methodKind(method)).toBe("serverRequest");
    expect(validateServerRequest(method, nonsense), method).toBeDefined();
    expect(validateServerRequestAnswer(method, nonsense), method).toBeDefined();
  }
  for (const method of Object.keys(serverNotifications)) {
    expect(methodKind(method)).toBe("serverNotification");
    expect(validateNotification(method, nonsense), method).toBeDefined();
  }
});

test.each(["new/method", "constructor", "__proto__", ""])(
  "%j is not known and passes",
  (method) => {
    expect(methodKind(method)).toBeUndefined();
    for (const validate of [validateParams, validateResult, validateNotification]) {
      expect(validate(method, 7)).toBeUndefined();
    }
    expect(validateServerRequest(method, 7)).toBeUndefined();
    expect(validateServerRequestAnswer(method, 7)).toBeUndefined();
  },
);

test("params that may be left out may be", () => {
  expect(validateParams("account/logout", undefined)).toBeUndefined();
  expect(validateParams("account/rateLimits/read", undefined)).toBeUndefined();
  expect(validateParams("thread/start", undefined)).toEqual([
    { path: [], message: "expected object, received null" },
  ]);
});

test("fields that are optional to readers may be missing, even if the server always writes them", () => {
  const input = [{ type: "text", text: "Hi" }];
  expect(validateParams("turn/start", { threadId: "x", input })).toBeUndefined();
});

test("a value is not changed: no default is added, no null or key removed", () => {
  const params = {
    threadId: "x",
    input: [{ type: "text", text: "Hi" }],
    serviceTier: null,
    extra: 1,
  };
  const before = structuredClone(params);
  validateParams("turn/start", params);
  expect(params).toEqual(before);
  expect(Object.keys(params)).toEqual(Object.keys(before));
});

test("a frozen value can be checked", () => {
  const frozen = Object.freeze({ threadId: "x", input: Object.freeze([]) });
  expect(validateParams("turn/start", frozen)).toBeUndefined();
});
