import type * as wire from "codex-app-server-sdk/protocol";
import type { CallOptions } from "../options/call-options.js";
import type {
  McpLoginOptions,
  McpResourceOptions,
  McpStatusOptions,
  McpToolCallOptions,
} from "../options/server-options.js";
import { PagePromise } from "../pages/page-promise.js";
import type { UseSession } from "../session/use-session.js";
import type { McpLoginHandle } from "./mcp-login.js";

/** The MCP servers that are configured: `codex.mcp`. */
export class McpServers {
  readonly #use: UseSession;

  private constructor(use: UseSession) {
    this.#use = use;
  }

  /** @internal */
  static of(use: UseSession): McpServers {
    return new McpServers(use);
  }

  /**
   * Lists the configured servers with their tools, resources and login: `await` gives the first
   * page, `for await` all of them. It connects to each of them for that, unless `detail` asks for
   * less.
   */
  status(
    options?: McpStatusOptions,
  ): PagePromise<wire.McpServerStatus, wire.ListMcpServerStatusResponse> {
    return new PagePromise((cursor) =>
      this.#use((session) => session.askPage("mcpServerStatus/list", options, cursor)),
    );
  }

  /** Makes the server read its MCP servers from the configuration again, for all threads. */
  async reload(call?: CallOptions): Promise<void> {
    await this.#use((session) => session.send("config/mcpServer/reload", undefined, call));
  }

  /**
   * Starts a login with a server that is reached over HTTP: open the handle's `authUrl` in a
   * browser on the machine of the Codex server. The protocol has no way to cancel it; `timeoutMs`
   * ends it. Rejects with `InvalidRequestError` when there is no such server, or it has no login.
   */
  async login(name: string, options?: McpLoginOptions): Promise<McpLoginHandle> {
    return this.#use(async (session) => {
      const { startMcpLogin } = await import("./mcp-login.js");
      return startMcpLogin(session, name, options);
    });
  }

  /** Reads a resource of a server. Rejects with `InternalRpcError` when there is none. */
  async readResource(options: McpResourceOptions): Promise<wire.McpResourceReadResponse> {
    return this.#use((session) => session.ask("mcpServer/resource/read", options));
  }

  /**
   * Calls a tool as the thread would, but without the model and without asking for approval. There
   * is no limit of time unless `timeoutMs` is given, and giving up does not end the tool. Rejects
   * with `InternalRpcError` when there is no such server.
   */
  async callTool(options: McpToolCallOptions): Promise<wire.McpServerToolCallResponse> {
    return this.#use((session) => session.ask("mcpServer/tool/call", options));
  }
}
