import type * as wire from "codex-app-server-sdk/protocol";
import type { CallOptions } from "../options/call-options.js";
import type { TurnServer } from "../turn/turn-server.js";

/** What a thread needs of the client beside the server. */
export interface ThreadSession {
  readonly server: TurnServer;
  /** Throws when there is no server any more. */
  assertConnected(): void;
  /** Refuses params that can't be right: throws an `OptionsError`. */
  check(method: keyof wire.ClientRequests, params: object): void;
  /**
   * Input with relative file names made absolute. Throws or rejects with an `OptionsError` for a
   * missing file.
   */
  resolveInputs(inputs: wire.UserInput[]): wire.UserInput[] | Promise<wire.UserInput[]>;
  /** Params with relative paths made absolute. */
  resolveParams<P extends object>(params: P): P;
  /** See `Thread.saved()`. */
  saved(call: CallOptions | undefined): Promise<void>;
  request<M extends keyof wire.ClientRequests>(
    method: M,
    params: wire.ClientRequests[M]["params"],
    call?: CallOptions,
  ): Promise<wire.ClientRequests[M]["result"]>;
}
