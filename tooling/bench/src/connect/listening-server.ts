import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import type { UnixSocketOptions, WebSocketOptions } from "codex-app-server-sdk";
import type { TestHome } from "codex-app-server-sdk/testing";
import { bundledCodexPath } from "openai-codex-cli-bin";

/** How long a server may take until it listens. */
const startMs = 30_000;

export type Socket = UnixSocketOptions | WebSocketOptions;

/** A Codex that runs already and listens on this machine. */
export class ListeningServer implements AsyncDisposable {
  readonly #child: ChildProcess;
  /** How clients reach it. */
  readonly socket: Socket;

  private constructor(child: ChildProcess, socket: Socket) {
    this.#child = child;
    this.socket = socket;
  }

  /** Starts it, and waits until it listens. */
  static async start(home: TestHome, type: Socket["type"]): Promise<ListeningServer> {
    const path = join(home.root, "codex.sock");
    const address = type === "unix" ? `unix://${path}` : "ws://127.0.0.1:0";
    const child = spawn(bundledCodexPath(), ["app-server", "--listen", address], {
      cwd: home.cwd,
      env: home.env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    try {
      return new ListeningServer(child, await socketOf(child, type, path));
    } catch (error) {
      child.kill();
      throw error;
    } finally {
      child.stderr.resume();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exited = once(this.#child, "exit");
    this.#child.kill();
    await exited;
  }
}

async function socketOf(
  { stderr }: { stderr: Readable },
  type: Socket["type"],
  path: string,
): Promise<Socket> {
  if (type === "websocket") return { type, url: await readAddress(stderr) };
  await untilListening(path);
  return { type, path };
}

async function readAddress(stderr: Readable): Promise<string> {
  for await (const line of createInterface({ input: stderr })) {
    const url = /listening on: (ws:\S+)/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error("The server has ended before it listened.");
}

/** On a Unix socket the server does not say when it listens. */
async function untilListening(path: string): Promise<void> {
  const giveUp = AbortSignal.timeout(startMs);
  while (!(await canConnect(path))) {
    await setTimeout(10, undefined, { signal: giveUp });
  }
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
