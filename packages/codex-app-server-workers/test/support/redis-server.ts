import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** How a Redis server of a test runs. */
export interface RedisServerOptions {
  /** The address that it listens on; default 127.0.0.1. */
  readonly bind?: string;
  /** The password of its only user; default none. */
  readonly password?: string;
  /** How much data it takes, such as `8mb`, before it refuses more; default without a limit. */
  readonly maxMemory?: string;
  /** Whether it has all that was written after it is started again; default false. */
  readonly isPersistent?: boolean;
  /** Further settings, in the words of `redis.conf`. */
  readonly settings?: Readonly<Record<string, string>>;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** A Redis server with a folder of its own, on a port that was free. It must be disposed of. */
export class RedisServer implements AsyncDisposable {
  readonly host: string;
  readonly port: number;
  readonly #executable: string;
  readonly #options: RedisServerOptions;
  readonly #folder: string;
  #child: Child | undefined;

  private constructor(
    executable: string,
    options: RedisServerOptions,
    { port, folder }: { port: number; folder: string },
  ) {
    this.#executable = executable;
    this.#options = options;
    this.#folder = folder;
    this.host = options.bind ?? "127.0.0.1";
    this.port = port;
  }

  static async start(executable: string, options: RedisServerOptions = {}): Promise<RedisServer> {
    const port = await freePort(options.bind ?? "127.0.0.1");
    const folder = await mkdtemp(join(tmpdir(), "redis-server-"));
    const server = new RedisServer(executable, options, { port, folder });
    try {
      await server.start();
      return server;
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** With the password, where there is one. */
  get url(): string {
    const { password } = this.#options;
    const login = password === undefined ? "" : `:${encodeURIComponent(password)}@`;
    return `redis://${login}${this.host}:${this.port}`;
  }

  /** The process that runs now. */
  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error(`Redis on port ${this.port} does not run.`);
    return pid;
  }

  /** Starts it again after `stop()`, on the same port, with what it has kept. */
  async start(): Promise<void> {
    if (this.#child) throw new Error(`Redis on port ${this.port} runs.`);
    const child = spawn(this.#executable, ["-"], { stdio: "pipe", cwd: this.#folder });
    this.#child = child;
    child.on("exit", () => {
      if (this.#child === child) this.#child = undefined;
    });
    child.stdin.on("error", () => {}); // what it printed says why it has ended
    child.stdin.end(this.#settings());
    await isReady(child);
  }

  /** Ends it: at once (`SIGKILL`), or as a shutdown does (`SIGTERM`). Waits until it is dead. */
  async stop(signal: "SIGKILL" | "SIGTERM" = "SIGKILL"): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const dead = once(child, "exit");
    child.kill(signal);
    await dead;
  }

  /** Halts it: connections stay, and nothing is answered until `thaw()`. */
  freeze(): void {
    process.kill(this.pid, "SIGSTOP");
  }

  thaw(): void {
    process.kill(this.pid, "SIGCONT");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #settings(): string {
    const { password, maxMemory, isPersistent = false, settings } = this.#options;
    const all: Record<string, string> = {
      bind: this.host,
      port: `${this.port}`,
      // It would refuse other machines, and network namespaces, that give no password.
      "protected-mode": "no",
      save: '""',
      appendonly: isPersistent ? "yes" : "no",
      appendfsync: "always",
      "maxmemory-policy": "noeviction",
      ...(password !== undefined && { requirepass: JSON.stringify(password) }),
      ...(maxMemory !== undefined && { maxmemory: maxMemory }),
      ...settings,
    };
    return Object.entries(all)
      .map(([name, value]) => `${name} ${value}\n`)
      .join("");
  }
}

/** Resolves when it takes connections; rejects with what it has printed when it ends before. */
async function isReady(child: Child): Promise<void> {
  const printed: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => void printed.push(String(chunk)));
  const failed = once(child, "exit").then(() => {
    throw new Error(`redis-server has ended:\n${printed.join("\n")}`);
  });
  const ready = new Promise<void>((resolve) => {
    createInterface(child.stdout).on("line", (line) => {
      printed.push(line);
      if (line.includes("Ready to accept connections")) resolve();
    });
  });
  await Promise.race([ready, failed]);
  failed.catch(() => {}); // it ends at some time
}

async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error(`${host} has no ports.`);
  return address.port;
}
