import type * as wire from "codex-app-server-sdk/protocol";
import type { RunInContext } from "../async/run-in-context.js";
import type { Address } from "./address.js";
import type { OpenRequest } from "./open-request.js";

/** Who has the right to the one turn of a thread: from the call until the server's side is over. */
export interface TurnHolder {
  /** The context of the call that took it, in which the turn's handlers run. */
  readonly context: RunInContext | undefined;
  /** Whether a notification of the thread is the holder's. */
  owns(address: Address): boolean;
  /** Whether a turn of this id is the holder's. */
  isSame(turnId: string): boolean;
  /** Called with what the holder owns. */
  push(notification: wire.ServerNotification, address: Address, size: number): void;
  /** The server asks this client for a decision: about the turn, or about that of a sub-agent. */
  asked(request: OpenRequest): void;
  /** That decision is made, here or elsewhere, or of no use any more. */
  answered(request: OpenRequest): void;
  /** Called with what says how a sub-agent's thread gets on; the agent may be another turn's. */
  heardOfAgent(notification: wire.ServerNotification): void;
  /** Something ended that the turn waited for: a handler has answered. */
  touch(): void;
  /** The connection is lost and is being made again: some of what follows is missed. */
  missed(): void;
  /** The connection has ended; nothing follows. */
  lost(reason: Error): void;
}
