import type * as wire from "codex-app-server-sdk/protocol";
import type { Address } from "./address.js";

/** Waits for the start of the turns that this client has queued on a thread. */
export interface QueueWatch {
  /** Whether a turn waits whose start was not heard of. */
  readonly isWaiting: boolean;
  /** Whether one of those that wait has become this turn. */
  isFor(turn: wire.Turn): boolean;
  /** Called with every notification of the thread, after the holder of its turn. */
  observe(notification: wire.ServerNotification, address: Address, size: number): void;
  /** A queued turn was deleted. */
  deleted(id: string): void;
  /** Something may have been missed. */
  resumed(): void;
  /** The server tells this client of the thread no more. */
  unsubscribed(): void;
  /** The connection has ended, for this reason. */
  ended(reason: Error): void;
}
