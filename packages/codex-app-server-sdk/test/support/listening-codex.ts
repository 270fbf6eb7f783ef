import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { bundledCodexPath } from "openai-codex-cli-bin";
import { expect, onTestFinished } from "vitest";
import type { UnixSocketOptions, WebSocketOptions } from "../../src/index.js";
import type { TestHome } from "../../src/testing/index.js";

export type SocketKind = "websocket" | "unix";

export interface ListenOptions {
  kind?: SocketKind;
  /** The bearer token that clients must have; only for `websocket`. */
  token?: string;
  /** The address to listen on; default any port of loopback. */
  listen?: string;
}

/** The pinned Codex as a server that listens on a socket, as somebody else would start it. */
export class ListeningCodex {
  readonly #home: TestHome;
  readonly #options: ListenOptions;
  #server: ChildProcess | undefined;
  /** Once it listens, the address that it was given. */
  #listen: string;

  private constructor(home: TestHome, options: ListenOptions) {
    this.#home = home;
    this.#options = options;
    const isUnix = options.kind === "unix";
    const socket = isUnix ? `unix://${join(home.root, "codex.sock")}` : "ws://127.0.0.1:0";
    this.#listen = options.listen ?? socket;
  }

  /** Starts it. It ends with the test. */
  static async start(home: TestHome, options: ListenOptions = {}): Promise<ListeningCodex> {
    const codex = new ListeningCodex(home, options);
    onTestFinished(() => codex.kill());
    await codex.start();
    return codex;
  }

  get isRunning(): boolean {
    return this.#server?.exitCode === null && this.#server.signalCode === null;
  }

  /** How a client reaches it. */
  get socket(): WebSocketOptions | UnixSocketOptions {
    const { kind, token } = this.#options;
    if (kind === "unix") return { type: "unix", path: this.#path };
    return { type: "websocket", url: this.#listen, token };
  }

  /** Starts it, at the same address as before if it has run already. */
  async start(): Promise<void> {
    const codexPath = process.env.CODEX_PATH ?? bundledCodexPath();
    const args = ["app-server", "--listen", this.#listen, ...authArgs(this.#options.token)];
    const server = spawn(codexPath, args, { cwd: this.#home.cwd, env: this.#home.env });
    this.#server = server;
    if (this.#options.kind === "unix") {
      server.stderr.resume();
      // It says nothing when it listens.
      await expect.poll(() => canConnect(this.#path), { timeout: 30_000 }).toBe(true);
    } else {
      this.#listen = await listeningAddress(server);
    }
  }

  /** Kills it, as if its machine had lost its power. */
  async kill(): Promise<void> {
    const server = this.#server;
    if (!server || !this.isRunning) return;
    const exited = once(server, "exit");
    server.kill("SIGKILL");
    await exited;
  }

  get #path(): string {
    return this.#listen.replace("unix://", "");
  }
}

async function listeningAddress(server: ChildProcessWithoutNullStreams): Promise<string> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: server.stderr })) {
    lines.push(line);
    const address = /listening on: (ws:\S+)/.exec(line)?.[1];
    if (address === undefined) continue;
    server.stderr.resume();
    return address;
  }
  throw new Error(`The server ended before it listened: ${lines.join("\n")}`);
}

async function canConnect(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function authArgs(token: string | undefined): string[] {
  if (token === undefined) return [];
  const digest = createHash("sha256").update(token).digest("hex");
  return ["--ws-auth", "capability-token", "--ws-token-sha256", digest];
}
