import type * as wire from "codex-app-server-sdk/protocol";
import type { CallOptions } from "./call-options.js";

/** Options of `codex.skills.list()`. Relative `cwds` count from the client's `cwd`. */
export interface SkillsListOptions extends wire.SkillsListParams, CallOptions {}

/** Options of `codex.mcp.status()`. `limit` is the number of servers per page. */
export interface McpStatusOptions extends wire.ListMcpServerStatusParams, CallOptions {}

/** Options of `codex.mcp.login()`. */
export interface McpLoginOptions
  extends Omit<wire.McpServerOauthLoginParams, "name" | "timeoutSecs"> {
  /** Aborting rejects the call with the signal's reason. */
  signal?: AbortSignal | undefined;
  /**
   * How long the user may take, in milliseconds, rounded up to whole seconds; the server then ends
   * the login. Default: the server's own limit; 0 = no limit.
   */
  timeoutMs?: number | undefined;
}

/** Options of `codex.mcp.readResource()`. */
export interface McpResourceOptions extends wire.McpResourceReadParams, CallOptions {}

/** Options of `codex.mcp.callTool()`. `timeoutMs` has no limit unless it is given. */
export interface McpToolCallOptions extends wire.McpServerToolCallParams, CallOptions {}

/** Options of `codex.config.read()`. A relative `cwd` counts from the client's. */
export interface ConfigReadOptions extends wire.ConfigReadParams, CallOptions {}

/** Options of `codex.config.write()`. */
export interface ConfigWriteOptions extends wire.ConfigValueWriteParams, CallOptions {}

/** Options of `codex.config.writeAll()`. */
export interface ConfigWriteAllOptions extends wire.ConfigBatchWriteParams, CallOptions {}

/** Options of `codex.exec()`, besides those of the protocol. */
export interface ExecOptions extends Omit<wire.CommandExecParams, "command" | "timeoutMs"> {
  /**
   * Aborting ends the program; `result()` and the streams reject with the signal's reason. Aborted
   * before the call, nothing is sent.
   */
  signal?: AbortSignal | undefined;
  /**
   * How long the program may run, in milliseconds; the server then ends it, and its exit code is
   * 124. Default: no limit, as is 0.
   */
  timeoutMs?: number | undefined;
}
