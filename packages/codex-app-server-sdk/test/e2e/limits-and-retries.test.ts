import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import {
  BufferOverflowError,
  InternalRpcError,
  isRetryableError,
  RequestTimeoutError,
  RetryLimitExceededError,
  retryOnOverload,
  TransportClosedError,
  TurnFailedError,
} from "../../src/index.js";
import { failed, message } from "../../src/testing/index.js";
import { drain } from "../support/drain.js";
import { failureOf } from "../support/failure-of.js";
import { startCodex } from "./start-codex.js";

describe("a limit", () => {
  test("on the size of messages ends the connection, and says how to raise it", async () => {
    const limits = { maxMessageBytes: 200_000 };
    const { codex, model } = await startCodex({ codex: { limits } });
    model.respond(message("x".repeat(300_000)));
    const thread = await codex.threadStart();

    const error = await failureOf(thread.run("Go"));

    expect(error).toBeInstanceOf(TransportClosedError);
    expect((error as Error).message).toContain("maxMessageBytes");
  });

  test.each([{ maxBufferedNotifications: 3 }, { maxBufferedBytes: 500 }])(
    "on what waits for a stream, %j, ends that stream and nothing else",
    async (limits) => {
      const { codex, model } = await startCodex({ codex: { limits } });
      model.respond(message(["a", "b"], { phase: "commentary" }), message(["whole"]));
      const turn = await (await codex.threadStart()).turn("Go");

      const { finalResponse } = await turn.result();

      expect(finalResponse).toBe("whole");
      expect(await failureOf(drain(turn.stream()))).toBeInstanceOf(BufferOverflowError);
    },
  );

  test("on the time of a request rejects it, and the next one is answered", async () => {
    const { codex } = await startCodex();
    const command = [process.execPath, "-e", "setInterval(() => {}, 1000)"];
    const params: wire.CommandExecParams = {
      command,
      processId: "forever",
      sandboxPolicy: { type: "dangerFullAccess" },
    };

    const error = await failureOf(codex.request("command/exec", params, { timeoutMs: 500 }));

    expect(error).toBeInstanceOf(RequestTimeoutError);
    expect(error).toMatchObject({ method: "command/exec", timeoutMs: 500 });
    expect((await codex.account()).account).toBeNull();
  });
});

describe("an overloaded model", () => {
  test("is asked again by retryOnOverload until it answers", async () => {
    const { codex, model } = await startCodex();
    model.respond(failed("server_is_overloaded")).respond(message("at last"));
    const thread = await codex.threadStart();
    const failures: unknown[] = [];

    const { finalResponse } = await retryOnOverload(
      () =>
        thread.run("Go").catch((error: unknown) => {
          failures.push(error);
          throw error;
        }),
      { initialDelayMs: 1 },
    );

    expect(finalResponse).toBe("at last");
    expect(failures).toHaveLength(1);
    expect(failures[0]).toBeInstanceOf(TurnFailedError);
    expect(isRetryableError(failures[0])).toBe(true);
  });

  test("is given up after maxAttempts, with the last failure as the cause", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(() => failed("server_is_overloaded"));
    const thread = await codex.threadStart();

    const error = await failureOf(
      retryOnOverload(() => thread.run("Go"), { maxAttempts: 2, initialDelayMs: 1 }),
    );

    expect(error).toBeInstanceOf(RetryLimitExceededError);
    expect(error).toMatchObject({ attempts: 2, cause: { codexErrorInfo: "serverOverloaded" } });
    expect(isRetryableError(error)).toBe(false);
  });
});

test("what fails inside the server is an InternalRpcError", async () => {
  const { codex, home } = await startCodex();

  const error = await failureOf(codex.request("fs/readFile", { path: `${home.cwd}/none` }));

  expect(error).toBeInstanceOf(InternalRpcError);
  expect(error).toMatchObject({ rpcCode: -32603, method: "fs/readFile" });
});
