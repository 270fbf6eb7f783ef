import type * as wire from "codex-app-server-sdk/protocol";
import type { Handler } from "../handlers/handlers.js";

/** A tool that answers a call. */
export interface FoundTool {
  /** How long it may take, in milliseconds; 0 = as long as it likes. */
  readonly timeoutMs: number;
  readonly handler: Handler<"item/tool/call">;
}

/** The functions of a thread that its model may call. */
export interface ThreadTools {
  /** What the server was told of them, in the params that start a thread. */
  readonly specs: wire.DynamicToolSpec[];
  /** The tool that is called, if it is one of these. */
  find(params: wire.DynamicToolCallParams): FoundTool | undefined;
}
