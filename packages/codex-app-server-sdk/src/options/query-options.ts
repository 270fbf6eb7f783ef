import type * as wire from "codex-app-server-sdk/protocol";
import type { CallOptions } from "./call-options.js";

/** Options of `codex.models()`. `limit` is the number of models per page. */
export interface ModelsOptions extends wire.ModelListParams, CallOptions {}

/** Options of `codex.account()`. */
export interface AccountOptions extends wire.GetAccountParams, CallOptions {}

/** Options of `codex.notifications()`. */
export interface NotificationsOptions<
  M extends keyof wire.ServerNotifications = keyof wire.ServerNotifications,
> {
  /** Deliver only notifications of these methods; default: all. */
  methods?: readonly M[] | undefined;
  /** Aborting ends the iteration with the signal's reason. */
  signal?: AbortSignal | undefined;
}
