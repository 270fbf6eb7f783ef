import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** Who the issuer logs in. */
export const loggedIn = { email: "ada@example.test", planType: "pro", userId: "user-1" } as const;

/** The code that the user of a device login has to type. */
export const deviceUserCode = "ABCD-1234";

/** A stand-in for the login issuer and for the ChatGPT backend, on loopback. */
export interface LoginIssuer {
  readonly baseUrl: string;
  /** A `config.toml` whose model provider wants a login and whose backend is this issuer. */
  readonly config: string;
  /** What the server needs in its environment. */
  readonly env: Record<string, string>;
  /** Method and path of each request, such as `POST /oauth/token`. */
  readonly requests: readonly string[];
  /** Lets the device logins that wait succeed. */
  approveDevice(): void;
}

/** Starts an issuer that ends with the test. */
export async function startLoginIssuer(): Promise<LoginIssuer> {
  const requests: string[] = [];
  let isDeviceApproved = false;
  const http = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://issuer.test").pathname;
    requests.push(`${request.method} ${path}`);
    answer(request, response, answerTo(path, isDeviceApproved));
  });
  // The server's own errands to the internet, of which it has some: they end here.
  http.on("connect", (_request, socket) => socket.destroy());
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => closeServer(http));
  const baseUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    baseUrl,
    config: configFor(baseUrl),
    env: { CODEX_APP_SERVER_LOGIN_ISSUER: baseUrl, HTTPS_PROXY: baseUrl },
    requests,
    approveDevice() {
      isDeviceApproved = true;
    },
  };
}

/** What a browser does when the user agrees, or with `error` when they do not. */
export async function answerInBrowser(authUrl: string, error?: string): Promise<void> {
  const asked = new URL(authUrl).searchParams;
  const callback = new URL(asked.get("redirect_uri") ?? "");
  callback.searchParams.set("state", asked.get("state") ?? "");
  if (error) {
    callback.searchParams.set("error", error);
  } else {
    callback.searchParams.set("code", "code-1");
  }
  // The login is complete once the browser has been led on to the page that says so.
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
  // Only https is allowed here; nothing is sent to it.
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

/** A JSON web token that nobody signed. */
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
