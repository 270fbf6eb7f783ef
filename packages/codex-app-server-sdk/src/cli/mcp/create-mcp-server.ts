import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import type { RequestHandlerExtra } from "@modelcontextprotocol/sdk/shared/protocol.js";
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  ResultSchema,
  type ServerNotification,
  type ServerRequest,
} from "@modelcontextprotocol/sdk/types.js";
import { longestMs } from "../../async/start-timer.js";
import { packageVersion } from "../../options/package-version.js";
import { callResult, failedCall } from "./call-result.js";
import type { RunTool } from "./codex-tools.js";
import { ProgressReporter } from "./progress-reporter.js";
import type { ToolCall } from "./tool-call.js";
import { toolDefinitions } from "./tool-definitions.js";

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** An MCP server with these tools. */
export function createMcpServer(tools: ReadonlyMap<string, RunTool>): Server {
  const info = { name: "codex-mcp-server", title: "Codex", version: packageVersion };
  const server = new Server(info, { capabilities: { tools: {} } });
  // Clients with the official SDK do not heed the cancellation of a request whose id is 0.
  Reflect.set(server, "_requestMessageId", 1);
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: toolDefinitions }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }, extra) => {
    const runTool = tools.get(params.name);
    if (runTool) return answer(toolCall(server, extra), runTool, params.arguments ?? {});
    const names = [...tools.keys()].join(" and ");
    throw new McpError(ErrorCode.InvalidParams, `There is no tool ${params.name}, only ${names}.`);
  });
  return server;
}

async function answer(
  call: ToolCall,
  runTool: RunTool,
  args: Record<string, unknown>,
): Promise<CallToolResult> {
  try {
    const { finalResponse } = await runTool(args, call);
    return callResult(call, finalResponse);
  } catch (error) {
    return failedCall(call, error);
  } finally {
    call.progress?.stop();
  }
}

function toolCall(server: Server, extra: Extra): ToolCall {
  return {
    id: String(extra.requestId),
    signal: extra.signal,
    progress: progressReporter(extra),
    notes: [],
    threadId: undefined,
    canAsk: (mode) => server.getClientCapabilities()?.elicitation?.[mode] !== undefined,
    ask: (params, signal) => {
      const request = { method: "elicitation/create", params } as unknown as ServerRequest;
      // The user may take their time, and some clients answer as Codex's former server wanted.
      return extra.sendRequest(request, ResultSchema, { signal, timeout: longestMs });
    },
  };
}

function progressReporter({ _meta, sendNotification }: Extra): ProgressReporter | undefined {
  const token = _meta?.progressToken;
  if (token === undefined) return undefined;
  return new ProgressReporter(token, (params) => {
    // The client has gone, which ends the call.
    sendNotification({ method: "notifications/progress", params }).catch(() => {});
  });
}
