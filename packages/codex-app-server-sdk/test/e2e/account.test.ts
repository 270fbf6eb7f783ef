import { access } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  Codex,
  type CodexOptions,
  InvalidRequestError,
  OptionsError,
  RequestTimeoutError,
  TransportClosedError,
} from "../../src/index.js";
import { createTestHome, type TestHome } from "../../src/testing/index.js";
import { failureOf } from "../support/failure-of.js";
import { isAlive } from "../support/is-alive.js";
import {
  answerInBrowser,
  deviceUserCode,
  type LoginIssuer,
  loggedIn,
  startLoginIssuer,
} from "./login-issuer.js";

interface AccountSetup {
  codex: Codex;
  issuer: LoginIssuer;
  home: TestHome;
  /** Everything that was logged or traced. */
  records: string[];
}

const apiKey = "key-of-a-test-8d1f";

/** The pinned Codex with a model provider that needs a login, and a login issuer on loopback. */
async function startCodex(options: CodexOptions = {}): Promise<AccountSetup> {
  const issuer = await startLoginIssuer();
  const home = await createTestHome({ config: issuer.config });
  const records: string[] = [];
  const log = (message: string): void => void records.push(message);
  const codex = new Codex({
    ...home.options,
    env: { ...home.env, ...issuer.env },
    logger: { debug: log, info: log, warn: log, error: log },
    trace: (entry) => log(JSON.stringify(entry)),
    ...options,
  });
  onTestFinished(async () => {
    const { pid } = codex;
    await codex.close();
    await home.dispose();
    if (pid !== undefined && isAlive(pid)) throw new Error(`The server ${pid} outlived close().`);
  });
  return { codex, issuer, home, records };
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

describe("an API key login", () => {
  test("is the account until the logout, which may be repeated", async () => {
    const { codex, home } = await startCodex();
    const stored = join(home.codexHome, "auth.json");
    expect(await codex.account()).toMatchObject({ account: null, requiresOpenaiAuth: true });

    await codex.loginApiKey(apiKey);
    expect((await codex.account()).account).toEqual({ type: "apiKey" });
    expect(await exists(stored)).toBe(true);

    await codex.logout();
    await codex.logout();
    expect((await codex.account()).account).toBeNull();
    expect(await exists(stored)).toBe(false);
  });

  test.each(["", "  "])("with the key %j is refused before a server is started", async (key) => {
    const { codex } = await startCodex();

    await expect(codex.loginApiKey(key)).rejects.toBeInstanceOf(OptionsError);
    expect(codex.state).toBe("idle");
  });

  test("leaves the key in no trace, no log and no error", async () => {
    const { codex, records } = await startCodex();
    await codex.loginApiKey(apiKey);

    const error = await failureOf(codex.request("thread/read", { threadId: apiKey }));
    const wrong = { type: "apiKey", apiKey: [apiKey] } as never;
    const refused = await failureOf(codex.request("account/login/start", wrong));

    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(`${error.message}${error.stack}`).not.toContain(apiKey);
    expect(`${refused.message}${refused.stack}`).not.toContain(apiKey);
    expect(records.join("\n")).toContain('"method":"account/login/start"');
    expect(records.join("\n")).not.toContain(apiKey);
  });

  test("has neither rate limits nor usage", async () => {
    const { codex } = await startCodex();
    await codex.loginApiKey(apiKey);

    await expect(codex.rateLimits()).rejects.toThrow("chatgpt authentication required");
    await expect(codex.rateLimits()).rejects.toBeInstanceOf(InvalidRequestError);
    await expect(codex.usage()).rejects.toBeInstanceOf(InvalidRequestError);
  });
});

describe("a ChatGPT login in the browser", () => {
  test("logs in when the user agrees there; account, rate limits and usage follow", async () => {
    const { codex, issuer } = await startCodex();
    const login = await codex.loginChatgpt();
    expect(login.authUrl).toMatch(`${issuer.baseUrl}/oauth/authorize?`);
    const waiting = login.wait({ timeoutMs: 30_000 });

    await answerInBrowser(login.authUrl);

    expect(await waiting).toMatchObject({ loginId: login.loginId, success: true, error: null });
    const { email, planType } = loggedIn;
    expect((await codex.account()).account).toMatchObject({ type: "chatgpt", email, planType });
    expect((await codex.rateLimits()).rateLimits).toMatchObject({
      planType,
      primary: { usedPercent: 42, windowDurationMins: 300, resetsAt: 1_800_000_000 },
    });
    expect(await codex.usage()).toMatchObject({
      summary: { lifetimeTokens: 1_234 },
      dailyUsageBuckets: [{ startDate: "2026-01-01", tokens: 1_234 }],
    });

    await codex.logout();
    expect((await codex.account()).account).toBeNull();
  });

  test("gets new tokens when the account is read with refreshToken", async () => {
    const { codex, issuer } = await startCodex();
    const login = await codex.loginChatgpt();
    await answerInBrowser(login.authUrl);
    await login.wait();
    const tokens = (): number => issuer.requests.filter((r) => r === "POST /oauth/token").length;
    const before = tokens();

    await codex.account();
    expect(tokens()).toBe(before);
    await codex.account({ refreshToken: true });

    expect(tokens()).toBe(before + 1);
  });

  test("ends without success when the user refuses", async () => {
    const { codex } = await startCodex();
    const login = await codex.loginChatgpt();

    await answerInBrowser(login.authUrl, "access_denied");

    expect(await login.wait()).toMatchObject({ success: false, loginId: login.loginId });
    expect((await codex.account()).account).toBeNull();
  });

  test("ends without success when it is cancelled", async () => {
    const { codex } = await startCodex();
    const login = await codex.loginChatgpt();

    expect(await login.cancel()).toEqual({ status: "canceled" });

    expect(await login.wait()).toMatchObject({ success: false, loginId: login.loginId });
    expect(await login.cancel()).toEqual({ status: "notFound" });
  });

  test("is cancelled by a second one, which then succeeds", async () => {
    const { codex } = await startCodex();
    const first = await codex.loginChatgpt();
    const second = await codex.loginChatgpt();

    expect(await first.wait()).toMatchObject({ success: false, loginId: first.loginId });
    await answerInBrowser(second.authUrl);

    expect(await second.wait()).toMatchObject({ success: true, loginId: second.loginId });
  });

  test("can be waited for again after a wait that was aborted or too long", async () => {
    const { codex } = await startCodex();
    const login = await codex.loginChatgpt();
    const abort = new AbortController();
    const aborted = failureOf(login.wait({ signal: abort.signal }));
    const late = failureOf(login.wait({ timeoutMs: 1 }));

    abort.abort(new Error("the window was closed"));

    expect((await aborted).message).toBe("the window was closed");
    expect(await late).toBeInstanceOf(RequestTimeoutError);
    await login.cancel();
    expect(await login.wait()).toMatchObject({ success: false });
  });

  test("rejects wait() when the client closes or the server dies", async () => {
    const closing = await startCodex();
    const closed = failureOf((await closing.codex.loginChatgpt()).wait());
    await closing.codex.close();
    expect(await closed).toBeInstanceOf(TransportClosedError);

    const dying = await startCodex();
    const died = failureOf((await dying.codex.loginChatgpt()).wait());
    process.kill(dying.codex.pid ?? 0, "SIGKILL");
    expect(await died).toBeInstanceOf(TransportClosedError);
  });

  test("leaves its address in no trace and no log", async () => {
    const { codex, records } = await startCodex();
    const { authUrl } = await codex.loginChatgpt();

    await failureOf(codex.request("thread/read", { threadId: authUrl }));

    expect(records.join("\n")).toContain('"method":"account/login/start"');
    expect(records.join("\n")).not.toContain(authUrl);
  });
});

describe("a ChatGPT login on another device", () => {
  test("logs in once the user has typed the code", async () => {
    const { codex, issuer, records } = await startCodex();
    const login = await codex.loginChatgptDeviceCode();
    expect(login).toMatchObject({
      verificationUrl: `${issuer.baseUrl}/codex/device`,
      userCode: deviceUserCode,
    });

    issuer.approveDevice();

    expect(await login.wait({ timeoutMs: 30_000 })).toMatchObject({ success: true });
    expect((await codex.account()).account).toMatchObject({ email: loggedIn.email });
    expect(records.join("\n")).not.toContain(deviceUserCode);
  });

  test("ends without success when it is cancelled", async () => {
    const { codex } = await startCodex();
    const login = await codex.loginChatgptDeviceCode();

    expect(await login.cancel()).toEqual({ status: "canceled" });

    expect(await login.wait()).toMatchObject({ success: false, loginId: login.loginId });
    expect((await codex.account()).account).toBeNull();
  });
});
