import { describe, expect, test } from "vitest";
import { InvalidParamsError, InvalidRequestError, MethodNotFoundError } from "../../src/index.js";
import { startCodex } from "./start-codex.js";

describe("codex.request", () => {
  test("starts the server by itself and returns a typed result", async () => {
    const { codex } = await startCodex();

    const { data } = await codex.request("model/list", {});

    expect(data.length).toBeGreaterThan(0);
    expect(data.map((model) => model.id)).not.toContain("");
  });

  test("of an unknown thread is an InvalidRequestError in the server's words", async () => {
    const { codex } = await startCodex();

    const error = await codex
      .request("thread/read", { threadId: "01a20428-142b-7100-8c7f-bf6bde34313c" })
      .catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(error).toMatchObject({ method: "thread/read", rpcCode: -32600 });
    expect((error as Error).message).toContain("thread not loaded");
  });

  test("with params that the server can't read is an InvalidParamsError", async () => {
    const { codex } = await startCodex();

    const error = await codex.requestRaw("thread/read", {}).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(InvalidParamsError);
    expect((error as Error).message).toContain("missing field `threadId`");
  });

  test("of an experimental method without experimentalApi says what it needs", async () => {
    const { codex } = await startCodex({ codex: { experimentalApi: false } });

    const error = await codex
      .request("thread/search", { searchTerm: "x" })
      .catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(InvalidRequestError);
    expect((error as Error).message).toContain("thread/search requires experimentalApi");
  });
});

describe("codex.requestRaw", () => {
  test("of a method that the server does not know is a short MethodNotFoundError", async () => {
    const { codex } = await startCodex();

    const error = await codex.requestRaw("no/such").catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(MethodNotFoundError);
    expect((error as MethodNotFoundError).message.length).toBeLessThanOrEqual(500);
    expect((error as MethodNotFoundError).rawMessage.length).toBeGreaterThan(1_000);
  });

  test("reaches methods that the types leave out", async () => {
    const { codex } = await startCodex();

    expect(await codex.requestRaw("getAuthStatus", {})).toHaveProperty("authMethod");
  });
});
