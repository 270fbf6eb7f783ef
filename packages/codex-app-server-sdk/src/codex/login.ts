import type * as wire from "codex-app-server-sdk/protocol";
import { deadline } from "../async/deadline.js";
import type { AppServerClient, CallOptions } from "../client/app-server-client.js";
import { OptionsError, ProtocolError, TransportClosedError } from "../errors/index.js";
import type { NotificationHub } from "../notifications/notification-hub.js";
import { callOptions, checkOptions } from "../options/check-options.js";

/** A login that the user has to complete elsewhere. */
export interface LoginHandle {
  /** The id under which the server knows this login. */
  readonly loginId: string;
  /**
   * Resolves when the login has ended, also when it failed (`success: false`). Rejects with the
   * signal's reason, with `RequestTimeoutError` after `timeoutMs` (default: no limit), or with
   * `TransportClosedError` when the server ends first. Giving up waiting does not end the login:
   * you may call `wait()` again.
   */
  wait(options?: CallOptions): Promise<wire.AccountLoginCompletedNotification>;
  /** Cancels the login; `wait()` then resolves with `success: false`. */
  cancel(call?: CallOptions): Promise<wire.CancelLoginAccountResponse>;
}

/** A login in the browser: open `authUrl` there. */
export interface ChatgptLoginHandle extends LoginHandle {
  /** The page where the user logs in. The address contains secrets: don't log it. */
  readonly authUrl: string;
}

/** A login on another device: open `verificationUrl` there and type `userCode`. */
export interface DeviceCodeLoginHandle extends LoginHandle {
  /** The page where the user types the code. */
  readonly verificationUrl: string;
  /** The code to type. Keep it secret while the login is open, like a password. */
  readonly userCode: string;
}

/** What a login is started with. */
export interface LoginStart {
  client: AppServerClient;
  hub: NotificationHub;
  call: CallOptions | undefined;
}

/** Throws an `OptionsError` for an empty key: the server would store it and report success. */
export function checkApiKey(apiKey: string): void {
  if (typeof apiKey === "string" && apiKey.trim() !== "") return;
  const what = typeof apiKey === "string" ? "empty" : `of type ${typeof apiKey}, not a string`;
  throw new OptionsError(`The API key is ${what}. Is the variable that holds it set?`);
}

/** Starts a login in the browser. */
export async function loginChatgpt(start: LoginStart): Promise<ChatgptLoginHandle> {
  const { response, handle } = await startLogin(start, { type: "chatgpt" });
  if (response.type !== "chatgpt") throw unexpectedAnswer(response.type);
  return { ...handle(response.loginId), authUrl: response.authUrl };
}

/** Starts a login on another device. */
export async function loginChatgptDeviceCode(start: LoginStart): Promise<DeviceCodeLoginHandle> {
  const { response, handle } = await startLogin(start, { type: "chatgptDeviceCode" });
  if (response.type !== "chatgptDeviceCode") throw unexpectedAnswer(response.type);
  const { loginId, verificationUrl, userCode } = response;
  return { ...handle(loginId), verificationUrl, userCode };
}

interface StartedLogin {
  response: wire.LoginAccountResponse;
  handle(loginId: string): LoginHandle;
}

async function startLogin(
  { client, hub, call }: LoginStart,
  params: wire.LoginAccountParams,
): Promise<StartedLogin> {
  // Subscribed before the request, so that a login that ends at once is not missed.
  const completions = hub.subscribe({ methods: ["account/login/completed"] });
  try {
    const response = await client.request("account/login/start", params, call);
    return { response, handle: (loginId) => createHandle(client, loginId, completions) };
  } catch (error) {
    await completions.return();
    throw error;
  }
}

type Completions = AsyncIterableIterator<wire.ServerNotification, undefined>;

function createHandle(
  client: AppServerClient,
  loginId: string,
  completions: Completions,
): LoginHandle {
  const completed = completionOf(loginId, completions);
  completed.catch(() => {}); // avoids an unhandled rejection: `wait()` awaits this promise
  return {
    loginId,
    wait: async (options = {}) => {
      checkOptions(options, callOptions);
      const { signal, timeoutMs = 0 } = options;
      return deadline(completed, { method: "account/login/completed", ms: timeoutMs, signal });
    },
    cancel: (call) => client.request("account/login/cancel", { loginId }, call),
  };
}

async function completionOf(
  loginId: string,
  completions: Completions,
): Promise<wire.AccountLoginCompletedNotification> {
  for await (const { method, params } of completions) {
    if (method === "account/login/completed" && params.loginId === loginId) return params;
  }
  throw new TransportClosedError("This client was closed by close() before the login had ended.");
}

function unexpectedAnswer(type: string): ProtocolError {
  return new ProtocolError(`The server started another type of login: ${type}.`);
}
