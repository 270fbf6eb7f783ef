import type * as wire from "codex-app-server-sdk/protocol";

/** Many turns of the server that are one to the user. */
export interface TurnSeries {
  /** Whether the server may start another one. */
  readonly mayGoOn: boolean;
  /** Keeps the server from starting the next one. */
  pause(): Promise<unknown>;
  /** Calls `show` with what the user is shown for a notification: at once, later, or not at all. */
  push(
    notification: wire.ServerNotification,
    turn: { readonly id: string; readonly threadId: string },
    show: (notification: wire.ServerNotification) => void,
  ): void;
}
