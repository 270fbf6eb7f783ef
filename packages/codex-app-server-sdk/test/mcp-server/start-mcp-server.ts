import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import type { RequestOptions } from "@modelcontextprotocol/sdk/shared/protocol.js";
import {
  type CallToolResult,
  CallToolResultSchema,
  type ClientCapabilities,
} from "@modelcontextprotocol/sdk/types.js";
import { onTestFinished } from "vitest";
import {
  createTestHome,
  MockResponsesServer,
  type TestHome,
  type TestHomeOptions,
} from "../../src/testing/index.js";
import { isAlive } from "../support/is-alive.js";

export const commandLine = fileURLToPath(
  new URL("../../bin/codex-app-server-sdk.js", import.meta.url),
);

export interface McpServerOptions {
  capabilities?: ClientCapabilities;
  /** The home and the model of another setup. */
  from?: Pick<McpSetup, "home" | "model">;
  home?: TestHomeOptions;
  env?: Record<string, string>;
}

export interface McpSetup {
  client: Client;
  model: MockResponsesServer;
  home: TestHome;
  /** The process id of the MCP server. */
  pid: number;
  /** Everything on stdout that is no message of the protocol, and other faults. */
  faults: string[];
  /** What the server has written to stderr. */
  stderr(): string;
  /** Calls a tool. */
  call(name: string, args: object, options?: RequestOptions): Promise<CallToolResult>;
}

/**
 * Starts `codex-app-server-sdk mcp` as built, in a temporary home and with a stand-in model, and
 * connects the official client to it. All of it ends with the test; a process that is left then
 * fails it.
 */
export async function startMcpServer(options: McpServerOptions = {}): Promise<McpSetup> {
  const { capabilities = {}, from, env } = options;
  const model = from?.model ?? (await MockResponsesServer.start());
  const home = from?.home ?? (await createTestHome({ responses: model, ...options.home }));
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [commandLine, "mcp"],
    env: { ...home.env, ...env },
    cwd: home.cwd,
    stderr: "pipe",
  });
  let stderr = "";
  transport.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  const client = new Client({ name: "test", version: "1.0.0" }, { capabilities });
  const faults: string[] = [];
  client.onerror = (error) => void faults.push(error.message);
  await client.connect(transport);
  const pid = transport.pid ?? Number.NaN;
  onTestFinished(async () => {
    const processes = [pid, ...childrenOf(pid)];
    await client.close();
    if (!from) {
      await model.close();
      await home.dispose();
    }
    const left = processes.filter(isAlive);
    if (left.length > 0) throw new Error(`The processes ${left} outlived the client.`);
  });
  const call: McpSetup["call"] = async (name, args, callOptions) => {
    const params = { name, arguments: { ...args } };
    return (await client.callTool(params, CallToolResultSchema, callOptions)) as CallToolResult;
  };
  return { client, model, home, pid, faults, stderr: () => stderr, call };
}

/** The texts of a result. */
export function textsOf({ content }: CallToolResult): string[] {
  return content.map((part) => (part.type === "text" ? part.text : part.type));
}

/** The thread that a result names. */
export function threadOf({ structuredContent }: CallToolResult): string {
  return String(structuredContent?.threadId);
}

/** The processes that a process has started; empty where there is no /proc. */
export function childrenOf(pid: number): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .map(Number)
    .filter((child) => parentOf(child) === pid);
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")")).split(" ")[2]);
  } catch {
    return undefined; // no process, or one that has ended
  }
}
