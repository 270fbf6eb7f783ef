import type * as wire from "codex-app-server-sdk/protocol";

/** The notification of this method; of several methods, any of theirs. */
export type NotificationOf<M extends keyof wire.ServerNotifications> = Extract<
  wire.ServerNotification,
  { method: M }
>;
