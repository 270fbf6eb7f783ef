import { inspect } from "node:util";
import type * as wire from "codex-app-server-sdk/protocol";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import * as errors from "../index.js";
import type { TurnResult } from "../results/turn-result.js";
import { turnFixture } from "../testing/transport/wire-fixtures.js";

const turn = turnFixture({ id: "turn-1", status: "failed" });
const result: TurnResult<unknown> = {
  turn,
  items: [],
  finalResponse: null,
  usage: null,
  turnUsage: null,
  agents: [],
  output: undefined,
};
const refused = { method: "thread/read", rpcCode: -32600, message: "no", data: { a: 1 } };
const busy = new errors.ServerBusyError(refused);

/** One error of each class, with the code and the name that it must have. */
const table: [code: errors.CodexErrorCode, name: string, error: errors.CodexError][] = [
  ["OPTIONS_INVALID", "OptionsError", new errors.OptionsError("x")],
  ["RUNTIME_NOT_FOUND", "RuntimeNotFoundError", new errors.RuntimeNotFoundError("x")],
  ["STARTUP_FAILED", "StartupError", new errors.StartupError("x", { stderrTail: "" })],
  ["TRANSPORT_CLOSED", "TransportClosedError", new errors.TransportClosedError("x")],
  ["PROTOCOL_VIOLATION", "ProtocolError", new errors.ProtocolError("x")],
  ["REQUEST_TIMEOUT", "RequestTimeoutError", new errors.RequestTimeoutError("thread/read", 5)],
  ["TURN_FAILED", "TurnFailedError", new errors.TurnFailedError(result, undefined)],
  ["NOT_LOGGED_IN", "NotLoggedInError", new errors.NotLoggedInError(result)],
  ["TURN_INTERRUPTED", "TurnInterruptedError", new errors.TurnInterruptedError(result)],
  ["TURN_TIMEOUT", "TurnTimeoutError", new errors.TurnTimeoutError("idle", 5)],
  ["TURN_IN_PROGRESS", "TurnInProgressError", new errors.TurnInProgressError("thread-1")],
  [
    "QUEUED_TURN_LOST",
    "QueuedTurnLostError",
    new errors.QueuedTurnLostError("turn-1", "thread-1", "it was deleted"),
  ],
  [
    "THREAD_STORE_FAILED",
    "ThreadStoreError",
    new errors.ThreadStoreError("thread-1", "gap", "the store has lost it."),
  ],
  ["THREAD_FENCED", "ThreadFencedError", new errors.ThreadFencedError("thread-1")],
  ["BUFFER_OVERFLOW", "BufferOverflowError", new errors.BufferOverflowError("5 bytes")],
  ["SCHEMA_NOT_STRICT", "SchemaNotStrictError", new errors.SchemaNotStrictError("a.b", "is odd")],
  [
    "OUTPUT_INVALID",
    "OutputValidationError",
    new errors.OutputValidationError({
      text: "{}",
      issues: [{ message: "missing", path: ["a", 0] }],
      result: { ...result, output: undefined },
    }),
  ],
  ["RPC_ERROR", "JsonRpcError", new errors.JsonRpcError(refused)],
  ["PARSE_ERROR", "ParseError", new errors.ParseError(refused)],
  ["INVALID_REQUEST", "InvalidRequestError", new errors.InvalidRequestError(refused)],
  ["THREAD_NOT_FOUND", "ThreadNotFoundError", new errors.ThreadNotFoundError(refused, "thread-1")],
  ["CONFIG_CONFLICT", "ConfigConflictError", new errors.ConfigConflictError(refused)],
  ["METHOD_NOT_FOUND", "MethodNotFoundError", new errors.MethodNotFoundError(refused)],
  ["INVALID_PARAMS", "InvalidParamsError", new errors.InvalidParamsError(refused)],
  ["INTERNAL_ERROR", "InternalRpcError", new errors.InternalRpcError(refused)],
  ["SERVER_BUSY", "ServerBusyError", busy],
  ["RETRY_LIMIT_EXCEEDED", "RetryLimitExceededError", new errors.RetryLimitExceededError(busy, 3)],
];

describe("each error", () => {
  test.each(table)("%s is a %s", (code, name, error) => {
    expect(error).toBeInstanceOf(errors.CodexError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ code, name });
    expect(`${error}`).toMatch(new RegExp(`^${name}: `));
    expect(errors.isCodexError(error)).toBe(true);
  });

  test("of this module is in that table", () => {
    const classes = Object.entries(errors)
      .filter(([, value]) => value === errors.CodexError || value.prototype instanceof Error)
      .map(([name]) => name);

    expect(classes.sort()).toEqual(["CodexError", ...table.map(([, name]) => name)].sort());
  });

  test("has its name even where a bundler has renamed the class", () => {
    const renamed = { a: class extends errors.OptionsError {} };

    expect(new renamed.a("x").name).toBe("OptionsError");
  });
});

describe("the classes of refused requests", () => {
  test("keep the method, the code and the data", () => {
    const error = new errors.InvalidRequestError(refused);

    expect(error).toBeInstanceOf(errors.JsonRpcError);
    expect(error).toMatchObject({ method: "thread/read", rpcCode: -32600, data: { a: 1 } });
    expect(error.message).toBe("thread/read was refused: no (-32600)");
  });

  test("treat an exhausted retry as a busy server, with the last error as its cause", () => {
    const error = new errors.RetryLimitExceededError(busy, 3);

    expect(error).toBeInstanceOf(errors.ServerBusyError);
    expect(error).toMatchObject({ attempts: 3, cause: busy, method: "thread/read" });
  });
});

describe("isCodexError", () => {
  test("recognises the errors of another copy of this module, which instanceof does not", async () => {
    vi.resetModules();
    const copy = await import("./index.js");
    const error = new copy.OptionsError("x");

    expect(copy).not.toBe(errors);
    expect(error).not.toBeInstanceOf(errors.CodexError);
    expect(errors.isCodexError(error)).toBe(true);
  });

  test.each([
    new Error("x"),
    { code: "OPTIONS_INVALID", message: "x" },
    null,
    undefined,
    "OPTIONS_INVALID",
  ])("is false for %s", (value) => {
    expect(errors.isCodexError(value)).toBe(false);
  });

  test("leaves its mark out of what is printed", () => {
    expect(Object.getOwnPropertySymbols({ ...new errors.OptionsError("x") })).toEqual([]);
  });
});

describe("a message", () => {
  test("of up to 500 characters is not cut", () => {
    const text = "x".repeat(500);

    expect(new errors.OptionsError(text)).toMatchObject({ message: text, rawMessage: text });
  });

  test("that is longer is cut to 500, and complete in rawMessage", () => {
    const text = "x".repeat(4_400);
    const error = new errors.MethodNotFoundError({ ...refused, message: text });

    expect(error.message).toHaveLength(500);
    expect(error.message).toMatch(/^thread\/read was refused: x+…$/);
    expect(error.rawMessage).toBe(`thread/read was refused: ${text} (-32600)`);
  });

  test("ends with the last of stderr, however long either is", () => {
    const texts = fc.string({ minLength: 1, maxLength: 2_000, size: "max" });
    fc.assert(
      fc.property(texts, texts, (message, stderr) => {
        const stderrTail = `${stderr}\nError: the reason`;
        const error = new errors.StartupError(message, { stderrTail });

        expect(error.message.length).toBeLessThanOrEqual(500);
        expect(error.message.endsWith("Error: the reason")).toBe(true);
        expect(error.message.startsWith(message.slice(0, 100))).toBe(true);
        expect(error.rawMessage).toBe(`${message}\nstderr: ${stderrTail}`);
        expect(error.stderrTail).toBe(stderrTail);
      }),
    );
  });

  test("does not mention stderr when there was none", () => {
    expect(new errors.TransportClosedError("gone").message).toBe("gone");
  });
});

describe("an error about the end of the server", () => {
  test("says how it ended, with null for what did not happen", () => {
    const cause = new Error("EPIPE");
    const end = { exitCode: 3, signal: null, stderrTail: "last words", cause };

    expect(new errors.TransportClosedError("gone", end)).toMatchObject({
      exitCode: 3,
      signal: null,
      stderrTail: "last words",
      cause,
    });
    expect(new errors.TransportClosedError("gone")).toMatchObject({
      exitCode: null,
      signal: null,
      stderrTail: "",
    });
  });
});

describe("an error about a turn", () => {
  test("carries the partial result and the server's classification", () => {
    const error: wire.TurnError = {
      message: "too much",
      codexErrorInfo: "usageLimitExceeded",
      additionalDetails: null,
      misalignment: null,
    };
    const failed = { ...result, turn: { ...turn, error } };

    expect(new errors.TurnFailedError(failed, "too much")).toMatchObject({
      result: failed,
      codexErrorInfo: "usageLimitExceeded",
      message: "The turn failed: too much",
    });
    expect(new errors.TurnFailedError(result, undefined).message).toContain("gave no reason");
    expect(new errors.TurnInterruptedError(result)).toMatchObject({ result, codexErrorInfo: null });
  });

  test("is printed without what the turn has produced, which may be long and secret", () => {
    for (const error of [
      new errors.TurnFailedError(result, "too much"),
      new errors.TurnInterruptedError(result),
    ]) {
      expect(`${inspect(error)}${JSON.stringify(error)}`).not.toContain("finalResponse");
      expect(error.result).toBe(result);
    }
  });

  test("that took too long says which limit it was and how to raise it", () => {
    expect(new errors.TurnTimeoutError("total", 900)).toMatchObject({
      kind: "total",
      timeoutMs: 900,
      message: expect.stringMatching(/900 ms.*timeouts\.totalMs/),
    });
  });

  test("that is already running names the thread", () => {
    expect(new errors.TurnInProgressError("thread-1").message).toContain("thread.currentTurn()");
    expect(new errors.TurnInProgressError("thread-1")).toMatchObject({
      threadId: "thread-1",
      message: expect.stringContaining("thread-1"),
    });
  });
});
