import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { Redactor } from "../diagnostics/redactor.js";
import {
  ConfigConflictError,
  InternalRpcError,
  InvalidParamsError,
  InvalidRequestError,
  JsonRpcError,
  MethodNotFoundError,
  ParseError,
  ServerBusyError,
  ThreadNotFoundError,
} from "../errors/index.js";
import { rpcErrorFrom, wordsOf } from "./rpc-error.js";

const id = "01997a3e-0000-7000-8000-000000000000";
const sandboxes = "expected one of `read-only`, `workspace-write`, `danger-full-access`";

/** What the server of Codex 0.169.0 answered, word for word. */
const recorded: [string, string, number, string, new (...args: never[]) => JsonRpcError][] = [
  [
    "a method that it does not know",
    "no/such/method",
    -32600,
    "Invalid request: unknown variant `no/such/method`, expected one of `initialize`, `server/diagnostics`",
    MethodNotFoundError,
  ],
  [
    "a list it can't give yet",
    "thread/read",
    -32601,
    "list_turns is not supported yet",
    MethodNotFoundError,
  ],
  [
    "params that are missing",
    "thread/start",
    -32600,
    "Invalid request: missing field `params`",
    InvalidParamsError,
  ],
  [
    "a word that an enum does not have",
    "thread/start",
    -32600,
    `Invalid request: unknown variant \`workspaceWrite\`, ${sandboxes}`,
    InvalidParamsError,
  ],
  [
    "an image without its address",
    "turn/start",
    -32600,
    "Invalid request: data did not match any variant of untagged enum ImageReference",
    InvalidParamsError,
  ],
  [
    "a value of the wrong type",
    "thread/start",
    -32600,
    "Invalid request: invalid type: integer `5`, expected a string",
    InvalidParamsError,
  ],
  [
    "a value out of range",
    "thread/list",
    -32600,
    "Invalid request: invalid value: integer `-1`, expected u32",
    InvalidParamsError,
  ],
  [
    "a configuration file with a value of the wrong type",
    "thread/start",
    -32600,
    "failed to load configuration: invalid type: integer `5`, expected a string",
    InvalidRequestError,
  ],
  [
    "an input that is too long",
    "turn/start",
    -32602,
    "Input exceeds the maximum length of 1048576 characters.",
    InvalidParamsError,
  ],
  [
    "an experimental method",
    "thread/search",
    -32600,
    "thread/search requires experimentalApi capability",
    InvalidRequestError,
  ],
  [
    "a thread that is not loaded",
    "thread/read",
    -32600,
    `thread not loaded: ${id}`,
    InvalidRequestError,
  ],
  [
    "a thread that it does not know",
    "turn/start",
    -32600,
    `thread not found: ${id}`,
    InvalidRequestError,
  ],
  [
    "a thread id that is none",
    "thread/read",
    -32600,
    "invalid thread id: invalid character: expected an optional prefix of `urn:uuid:` followed by [0-9a-fA-F-], found `n` at 1",
    InvalidRequestError,
  ],
  ["a wrong cursor", "thread/list", -32600, "invalid cursor: zzz", InvalidRequestError],
  [
    "an interrupt without a turn",
    "turn/interrupt",
    -32600,
    "no active turn to interrupt",
    InvalidRequestError,
  ],
  ["a second handshake", "initialize", -32600, "Already initialized", InvalidRequestError],
  [
    "a missing file",
    "fs/readFile",
    -32603,
    "No such file or directory (os error 2)",
    InternalRpcError,
  ],
];

interface Refusal {
  method?: string;
  params?: unknown;
  code?: number;
  message?: string;
  data?: unknown;
  redactor?: Redactor;
}

function refusal({ method = "turn/start", params = {}, ...refused }: Refusal): JsonRpcError {
  const { code = -32600, message = "no", data, redactor = new Redactor() } = refused;
  return rpcErrorFrom({ code, message, data }, { method, params, redactor });
}

describe("the server's refusal of", () => {
  test.each(recorded)("%s (%s, %d)", (_, method, rpcCode, message, errorClass) => {
    const error = refusal({ method, code: rpcCode, message });

    expect(error.constructor).toBe(errorClass);
    expect(error).toMatchObject({ method, rpcCode });
    expect(error.rawMessage).toContain(message);
  });
});

describe("a JSON-RPC error", () => {
  test.each([
    [-32001, ServerBusyError],
    [-32700, ParseError],
    [-32601, MethodNotFoundError],
    [-32602, InvalidParamsError],
    [-32603, InternalRpcError],
    [-32600, InvalidRequestError],
    [-32000, JsonRpcError],
    [5, JsonRpcError],
  ])("with code %d keeps its data", (rpcCode, errorClass) => {
    const data = { input_error_code: "input_too_large" };
    const error = refusal({ code: rpcCode, data });

    expect(error.constructor).toBe(errorClass);
    expect(error).toMatchObject({ rpcCode, data });
  });

  test.each([
    ["configVersionConflict", ConfigConflictError],
    ["configValidationError", InvalidRequestError],
  ])("about a setting is told apart by its data: %s", (code, errorClass) => {
    const data = { config_write_error_code: code };

    expect(refusal({ method: "config/value/write", data }).constructor).toBe(errorClass);
  });

  test("about an unknown method is told apart by the method that was sent", () => {
    const message = "Invalid request: unknown variant `thread/start`, expected one of `text`";
    const classOf = (method: string): unknown => refusal({ method, message }).constructor;

    expect(classOf("thread/start")).toBe(MethodNotFoundError);
    expect(classOf("thread/startle")).toBe(InvalidParamsError);
  });
});

describe("a thread that the server does not know", () => {
  const params = { threadId: "t" };

  test.each([
    ["thread/read", -32600, "thread not loaded: t"],
    ["turn/start", -32600, "thread not found: t"],
    ["thread/resume", -32600, "no rollout found for thread id t"],
    ["thread/unarchive", -32600, "no archived rollout found for thread id t"],
    ["thread/queue/add", -32603, "thread not found: t"],
  ])("is a ThreadNotFoundError (%s, %d: %s)", (method, code, message) => {
    const error = refusal({ method, params, code, message });

    expect(error).toBeInstanceOf(ThreadNotFoundError);
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(error).toMatchObject({ code: "THREAD_NOT_FOUND", threadId: "t", rpcCode: code });
    expect(error.message).toMatch(/archived.*threadResume/);
  });

  test("is not what an MCP server does not know, or a request that names no thread", () => {
    const message = "thread not found: t";

    expect(refusal({ method: "mcpServer/tool/call", params, message })).not.toBeInstanceOf(
      ThreadNotFoundError,
    );
    expect(refusal({ params: {}, message })).not.toBeInstanceOf(ThreadNotFoundError);
  });
});

describe("secrets in a refusal", () => {
  const redactor = new Redactor({ MY_KEY: "thread", A_TOKEN: "tok-123456" });

  test("are shown nowhere", () => {
    const error = refusal({ message: "bad tok-123456", data: { said: "tok-123456" }, redactor });

    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain("tok-123456");
    expect(error.rawMessage).toContain("bad [redacted]");
  });

  test("do not change what the refusal is taken for", () => {
    const error = refusal({ params: { threadId: "t" }, message: "thread not found: t", redactor });

    expect(error).toBeInstanceOf(ThreadNotFoundError);
    expect(wordsOf(error)).toBe("thread not found: t");
  });
});
