import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Codex, OptionsError, ProtocolError, RequestTimeoutError } from "../index.js";
import { ScriptedTransport } from "../testing/index.js";
import type { ChatgptLoginHandle } from "./login.js";

interface Scripted {
  codex: Codex;
  transport: ScriptedTransport;
}

async function start(): Promise<Scripted> {
  const transport = new ScriptedTransport();
  const codex = new Codex({ transport });
  await codex.start();
  return { codex, transport };
}

async function startLogin(): Promise<Scripted & { login: ChatgptLoginHandle }> {
  const scripted = await start();
  const { codex, transport } = scripted;
  const authUrl = "https://issuer.test/authorize";
  transport.answer("account/login/start", { type: "chatgpt", loginId: "login-1", authUrl });
  return { ...scripted, login: await codex.loginChatgpt() };
}

function complete(transport: ScriptedTransport, loginId: string | null): void {
  transport.notify("account/login/completed", {
    loginId,
    success: true,
    error: null,
    onboardingEntrypoint: null,
  });
}

describe("wait()", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  test("ignores the completion of other logins", async () => {
    const { login, transport } = await startLogin();
    const waiting = login.wait();
    const done = vi.fn();
    void waiting.then(done);

    complete(transport, null);
    complete(transport, "login-2");
    await vi.advanceTimersByTimeAsync(1);
    expect(done).not.toHaveBeenCalled();
    complete(transport, "login-1");

    expect(await waiting).toMatchObject({ loginId: "login-1", success: true });
  });

  test("resolves for a login that ended before the answer to its start arrived", async () => {
    const { codex, transport } = await start();
    transport.answer("account/login/start", (_, call) => {
      const authUrl = "https://issuer.test/authorize";
      call.result({ type: "chatgpt", loginId: "login-1", authUrl });
      complete(transport, "login-1");
    });

    const login = await codex.loginChatgpt();

    expect(await login.wait()).toMatchObject({ success: true });
  });

  test("has no time limit unless timeoutMs sets one", async () => {
    const { login } = await startLogin();
    const ended = vi.fn();
    void login.wait().then(ended, ended);
    const late = login.wait({ timeoutMs: 600_000 }).catch((error: unknown) => error);

    await vi.advanceTimersByTimeAsync(600_000);

    expect(await late).toBeInstanceOf(RequestTimeoutError);
    expect(ended).not.toHaveBeenCalled();
  });

  test("leaves no timer behind when its signal aborts first", async () => {
    const { login } = await startLogin();
    const timersBefore = vi.getTimerCount();
    const abort = new AbortController();
    const waiting = login.wait({ signal: abort.signal, timeoutMs: 600_000 });

    abort.abort(new Error("enough"));

    await expect(waiting).rejects.toThrow("enough");
    expect(vi.getTimerCount()).toBe(timersBefore);
  });

  test("rejects at once with a signal that has aborted already", async () => {
    const { login } = await startLogin();
    const signal = AbortSignal.abort(new Error("too late"));

    await expect(login.wait({ signal })).rejects.toThrow("too late");
  });

  test.each([-1, Number.NaN, 2 ** 31, Number.POSITIVE_INFINITY, "5" as unknown as number])(
    "refuses %s as timeoutMs, which no timer can keep",
    async (timeoutMs) => {
      const { login } = await startLogin();

      const error = await login.wait({ timeoutMs }).catch((reason: unknown) => reason);

      expect(error).toBeInstanceOf(OptionsError);
      expect((error as Error).message).toContain(String(timeoutMs));
    },
  );
});

describe("starting a login", () => {
  test("ends with the reason of its signal", async () => {
    const { codex, transport } = await start();
    transport.answer("account/login/start", () => {});
    const abort = new AbortController();
    const login = codex.loginChatgpt({ signal: abort.signal });
    const device = codex.loginChatgptDeviceCode({ signal: abort.signal });
    const failures = Promise.allSettled([login, device]);
    await transport.nextSent("account/login/start");

    abort.abort(new Error("enough"));

    const reason = expect.objectContaining({ message: "enough" });
    expect(await failures).toEqual([
      { status: "rejected", reason },
      { status: "rejected", reason },
    ]);
  });

  test("rejects when the server starts one of another kind", async () => {
    const { codex, transport } = await start();
    transport.answer("account/login/start", { type: "apiKey" });

    await expect(codex.loginChatgpt()).rejects.toBeInstanceOf(ProtocolError);
    await expect(codex.loginChatgptDeviceCode()).rejects.toBeInstanceOf(ProtocolError);
  });

  test("with an API key that is not a string is refused without showing it", async () => {
    const { codex, transport } = await start();
    const sentBefore = transport.sent.length;

    const error = await codex.loginApiKey(["hidden"] as never).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(OptionsError);
    expect((error as Error).message).not.toContain("hidden");
    expect(transport.sent).toHaveLength(sentBefore);
  });
});
