import type * as wire from "codex-app-server-sdk/protocol";
import { deadline } from "../async/deadline.js";
import { TransportClosedError } from "../errors/index.js";
import type { NotificationHub } from "../notifications/notification-hub.js";
import type { CallOptions } from "../options/call-options.js";
import { checkUnsent } from "../options/own-options.js";

/** What tells that a login has ended, of either kind. */
export type LoginEndMethod = "account/login/completed" | "mcpServer/oauthLogin/completed";

type EndOf<M extends LoginEndMethod> = wire.ServerNotifications[M];

/** Where logins are heard of. */
export interface LoginSource {
  readonly hub: NotificationHub;
  /** Rejects with the reason when the present connection is lost and is made again. */
  readonly connectionLoss: Promise<never>;
}

/** The end of a login, listened for before the login is started: one may end at once. */
export class LoginEnd<M extends LoginEndMethod> {
  readonly #method: M;
  readonly #source: LoginSource;
  readonly #notifications: AsyncIterableIterator<wire.ServerNotification, undefined>;

  constructor(source: LoginSource, method: M) {
    this.#method = method;
    this.#source = source;
    this.#notifications = source.hub.subscribe({ methods: [method] });
  }

  /** Follows one login to its end. What it gives waits for that, as often as it is called. */
  of(loginId: string): (options?: CallOptions) => Promise<EndOf<M>> {
    // Over a connection that is made again, its end may never be heard.
    const ended = Promise.race([this.#find(loginId), this.#source.connectionLoss]);
    ended.catch(() => {}); // Avoids an unhandled rejection: wait() awaits this promise.
    return async (options) => {
      const { signal, timeoutMs = 0 } = checkUnsent("request", options);
      return deadline(ended, { method: this.#method, ms: timeoutMs, signal });
    };
  }

  /** There is no login to wait for. */
  async leave(): Promise<void> {
    await this.#notifications.return?.();
  }

  async #find(loginId: string): Promise<EndOf<M>> {
    for await (const { method, params } of this.#notifications) {
      if (method !== this.#method) continue;
      // Of this method, which the compiler does not follow from a variable.
      const ended = params as EndOf<M>;
      if (ended.loginId === loginId) return ended;
    }
    throw new TransportClosedError("This client was closed by close() before the login had ended.");
  }
}
