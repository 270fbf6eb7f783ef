import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import {
  createGate,
  createTestHome,
  type Gate,
  MockResponsesServer,
  message,
  type TestHome,
} from "../../src/testing/index.js";
import { commandLine } from "./start-mcp-server.js";

interface RawMessage {
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
}

export interface RawMcpServer {
  child: ChildProcessWithoutNullStreams;
  pid: number;
  model: MockResponsesServer;
  home: TestHome;
  /** Opens when the model may end its answer. */
  gate: Gate;
  /** What stands on stdout, line by line. */
  lines: string[];
  stderr: Promise<string>;
  exitCode: Promise<number>;
  send(message: object): void;
  /** Starts a turn that waits at the gate. */
  startTurn(): Promise<void>;
}

export interface RawMcpServerOptions {
  capabilities?: object;
  /** Called with each message of the server. */
  onMessage?(message: RawMessage, server: Pick<RawMcpServer, "send">): void;
}

/** Starts `codex-app-server-sdk mcp`, to be talked to without the official client. */
export async function startRawMcpServer(options: RawMcpServerOptions = {}): Promise<RawMcpServer> {
  const { capabilities = {}, onMessage } = options;
  const model = await MockResponsesServer.start();
  const home = await createTestHome({ responses: model });
  const child = spawn(process.execPath, [commandLine, "mcp"], { env: home.env, cwd: home.cwd });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await model.close();
    await home.dispose();
  });
  const stderr = text(child.stderr);
  const exitCode = once(child, "exit").then(([code]) => code as number);
  const send = (sent: object): void => {
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...sent })}\n`);
  };
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    onMessage?.(JSON.parse(line) as RawMessage, { send });
  });
  const clientInfo = { name: "raw", version: "1" };
  const params = { protocolVersion: "2025-06-18", capabilities, clientInfo };
  send({ id: 1, method: "initialize", params });
  send({ method: "notifications/initialized" });
  const gate = createGate();
  const startTurn = async (): Promise<void> => {
    model.respond(message(["half", gate, "whole"]));
    send({ id: 2, method: "tools/call", params: { name: "codex", arguments: { prompt: "Go" } } });
    await gate.reached;
  };
  const pid = child.pid ?? Number.NaN;
  return { child, pid, model, home, gate, lines, stderr, exitCode, send, startTurn };
}
