import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** The account that the issuer logs in. */
export const loggedIn = { email: "ada@example.test", planType: "pro", userId: "user-1" } as const;

/** The code that the user types to log in a device. */
export const deviceUserCode = "ABCD-1234";

/** A stand-in for the login issuer and for the ChatGPT backend, on loopback. */
export interface LoginIssuer {
  readonly baseUrl: string;
  /**
   * A `config.toml` with a model provider that needs a login, and with this issuer as the backend.
   */
  readonly config: string;
  /** The environment that the server needs. */
  readonly env: Record<string, string>;
  /** The method and path of each request, such as `POST /oauth/token`. */
  readonly requests: readonly string[];
  /** Makes waiting device logins succeed. */
  approveDevice(): void;
}

/** Starts an issuer. It ends with the test. */
export async function startLoginIssuer(): Promise<LoginIssuer> {
  const requests: string[] = [];
  let isDeviceApproved = false;
  const http = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://issuer.test").pathname;
    requests.push(`${request.method} ${path}`);
    answer(request, response, answerTo(path, isDeviceApproved));
  });
  // The server also sends requests to the internet on its own. They end here.
  http.on("connect", (_request, socket) => socket.destroy());
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => closeServer(http));
  const baseUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    baseUrl,
    config: configFor(baseUrl),
    env: { CODEX_APP_SERVER_LOGIN_ISSUER: baseUrl, HTTPS_PROXY: baseUrl },
    requests,
    approveDevice(): void {
      isDeviceApproved = true;
    },
  };
}

/** Does what a browser does when the user agrees, or, with `error`, when the user refuses. */
export async function answerInBrowser(authUrl: string, error?: string): Promise<void> {
  const asked = new URL(authUrl).searchParams;
  const callback = new URL(asked.get("redirect_uri") ?? "");
  callback.searchParams.set("state", asked.get("state") ?? "");
  if (error) {
    callback.searchParams.set("error", error);
  } else {
    callback.searchParams.set("code", "code-1");
  }
  // The login is complete when the browser has followed the redirect to the final page.
  await (await fetch(callback)).text();
}

type Answer = { status: number; body: unknown };

function answerTo(path: string, isDeviceApproved: boolean): Answer {
  if (path === "/api/accounts/deviceauth/token" && !isDeviceApproved) {
    return { status: 403, body: { error: "not yet" } };
  }
  const body = bodies()[path];
  return body === undefined ? { status: 404, body: { detail: path } } : { status: 200, body };
}

function bodies(): Record<string, unknown> {
  return {
    "/oauth/token": {
      id_token: token(),
      access_token: token(),
      refresh_token: "the-refresh-token",
    },
    "/api/accounts/deviceauth/usercode": {
      device_auth_id: "device-1",
      user_code: deviceUserCode,
      interval: "0",
    },
    "/api/accounts/deviceauth/token": {
      authorization_code: "code-1",
      code_challenge: "challenge",
      code_verifier: "verifier",
    },
    "/backend-api/wham/accounts/check": { accounts: [workspace] },
    "/backend-api/wham/usage": rateLimits,
    "/backend-api/wham/profiles/me": { stats: usage },
  };
}

const workspace = {
  id: "account-1",
  name: "Analytical Engines",
  plan_type: loggedIn.planType,
  // Must be https; nothing is sent to it.
  workspace_backend_origin: "https://127.0.0.1:9",
  account_routing_override: "NO_CONSTRAINT",
};

const rateLimits = {
  plan_type: loggedIn.planType,
  user_id: loggedIn.userId,
  account_id: workspace.id,
  email: loggedIn.email,
  rate_limit: {
    allowed: true,
    limit_reached: false,
    primary_window: {
      used_percent: 42,
      limit_window_seconds: 18_000,
      reset_after_seconds: 100,
      reset_at: 1_800_000_000,
    },
  },
};

const usage = {
  lifetime_tokens: 1_234,
  daily_usage_buckets: [{ start_date: "2026-01-01", tokens: 1_234 }],
};

/** An unsigned JSON web token. */
function token(): string {
  const inAnHour = Math.floor(Date.now() / 1_000) + 3_600;
  const account = {
    chatgpt_plan_type: loggedIn.planType,
    chatgpt_user_id: loggedIn.userId,
    chatgpt_account_id: workspace.id,
  };
  const claims = {
    email: loggedIn.email,
    exp: inAnHour,
    "https://api.openai.com/auth": account,
  };
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  return `${encode({ alg: "none", typ: "JWT" })}.${encode(claims)}.unsigned`;
}

function configFor(baseUrl: string): string {
  return [
    'model = "gpt-5.5"',
    'model_provider = "issuer"',
    'cli_auth_credentials_store = "file"',
    `chatgpt_base_url = "${baseUrl}/backend-api"`,
    "[model_providers.issuer]",
    'name = "Needs a login"',
    `base_url = "${baseUrl}/v1"`,
    'wire_api = "responses"',
    "requires_openai_auth = true",
    "supports_websockets = false",
    "",
  ].join("\n");
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body }: Answer,
): void {
  request.resume();
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

async function closeServer(http: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  http.closeAllConnections();
  await closed;
}
