import { describe, expect, test } from "vitest";
import * as index from "../../src/index.js";
import * as protocol from "../../src/protocol/index.js";
import * as store from "../../src/store/index.js";
import * as testing from "../../src/testing/index.js";
import * as ui from "../../src/ui/index.js";

const namesOf = (entry: object): string[] => Object.keys(entry).sort();

/** A new name needs a reason and documentation; removing one is a breaking change. */
describe("the values that are exported by", () => {
  test("codex-app-server-sdk", () => {
    expect(namesOf(index)).toEqual([
      "BufferOverflowError",
      "Codex",
      "CodexError",
      "ConfigConflictError",
      "InternalRpcError",
      "InvalidParamsError",
      "InvalidRequestError",
      "JsonRpcError",
      "MethodNotFoundError",
      "NotLoggedInError",
      "OptionsError",
      "OutputValidationError",
      "PagePromise",
      "ParseError",
      "ProtocolError",
      "QueuedTurnLostError",
      "RequestTimeoutError",
      "RetryLimitExceededError",
      "RuntimeNotFoundError",
      "SchemaNotStrictError",
      "ServerBusyError",
      "StartupError",
      "Thread",
      "ThreadFencedError",
      "ThreadNotFoundError",
      "ThreadStoreError",
      "TransportClosedError",
      "TurnFailedError",
      "TurnHandle",
      "TurnInProgressError",
      "TurnInterruptedError",
      "TurnTimeoutError",
      "allowCommands",
      "commandText",
      "isCodexError",
      "isRetryableError",
      "retryOnOverload",
      "simpleCommand",
      "tool",
      "toolNamespace",
      "traceWriter",
    ]);
  });

  test("codex-app-server-sdk/protocol", () => {
    expect(namesOf(protocol)).toEqual(["parse", "safeParse"]);
  });

  test("codex-app-server-sdk/store", () => {
    expect(namesOf(store)).toEqual([
      "ThreadFencedError",
      "ThreadStoreError",
      "admitSave",
      "assertNoGap",
      "fileThreadStore",
      "memoryThreadStore",
    ]);
  });

  test("codex-app-server-sdk/testing", () => {
    expect(namesOf(testing)).toEqual([
      "MockResponsesServer",
      "ScriptedTransport",
      "codexConfig",
      "createGate",
      "createTestHome",
      "customToolCall",
      "disconnect",
      "failed",
      "functionCall",
      "httpError",
      "incomplete",
      "items",
      "message",
      "mockApiKeyVariable",
      "rawEvent",
      "reasoning",
      "scriptTurns",
      "silence",
      "testCodex",
      "threadStoreConformance",
      "toolSearch",
      "usage",
    ]);
  });

  test("codex-app-server-sdk/ui", () => {
    expect(namesOf(ui)).toEqual([
      "createApprovals",
      "toUIMessageResponse",
      "toUIMessageStream",
      "toUIMessages",
    ]);
  });
});
