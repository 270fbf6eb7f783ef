import type * as wire from "codex-app-server-sdk/protocol";
import type { AppServerClient } from "../client/app-server-client.js";
import { ProtocolError } from "../errors/index.js";
import type { CallOptions } from "../options/call-options.js";
import { checkUnsent } from "../options/own-options.js";
import { LoginEnd } from "./login-end.js";
import type { Session } from "./session.js";

/** A login that the user has to complete elsewhere. */
export interface LoginHandle {
  /** The id under which the server knows this login. */
  readonly loginId: string;
  /**
   * Resolves when the login has ended, also when it failed (`success: false`). Rejects with the
   * signal's reason, with `RequestTimeoutError` after `timeoutMs` (default: no limit), or with
   * `TransportClosedError` when the connection ends first. Giving up waiting does not end the
   * login: you may call `wait()` again.
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

/** Starts a login in the browser. */
export async function loginChatgpt(
  session: Session,
  call: CallOptions | undefined,
): Promise<ChatgptLoginHandle> {
  const { response, handle } = await startLogin(session, "chatgpt", call);
  return { ...handle, authUrl: response.authUrl };
}

/** Starts a login on another device. */
export async function loginChatgptDeviceCode(
  session: Session,
  call: CallOptions | undefined,
): Promise<DeviceCodeLoginHandle> {
  const { response, handle } = await startLogin(session, "chatgptDeviceCode", call);
  const { verificationUrl, userCode } = response;
  return { ...handle, verificationUrl, userCode };
}

type LoginType = "chatgpt" | "chatgptDeviceCode";

interface StartedLogin<T extends LoginType> {
  response: wire.LoginAccountResponse & { type: T };
  handle: LoginHandle;
}

async function startLogin<T extends LoginType>(
  session: Session,
  type: T,
  call: CallOptions | undefined,
): Promise<StartedLogin<T>> {
  const given = checkUnsent("request", call);
  const client = await session.access.ready(given.signal);
  const end = new LoginEnd(session, "account/login/completed");
  try {
    const response = await client.request("account/login/start", { type }, given);
    if (!isOf(response, type)) throw unexpectedAnswer(response.type);
    return { response, handle: createHandle(client, response.loginId, end) };
  } catch (error) {
    await end.leave();
    throw error;
  }
}

function isOf<T extends LoginType>(
  response: wire.LoginAccountResponse,
  type: T,
): response is wire.LoginAccountResponse & { type: T } {
  return response.type === type;
}

function createHandle(
  client: AppServerClient,
  loginId: string,
  end: LoginEnd<"account/login/completed">,
): LoginHandle {
  return {
    loginId,
    wait: end.of(loginId),
    cancel: async (options) => {
      const given = checkUnsent("request", options);
      return client.request("account/login/cancel", { loginId }, given);
    },
  };
}

function unexpectedAnswer(type: string): ProtocolError {
  return new ProtocolError(`The server started another type of login: ${type}.`);
}
