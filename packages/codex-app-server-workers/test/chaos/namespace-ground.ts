import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Forwarder } from "./forwarder.js";
import type { Ground, Place, Reached } from "./ground.js";

/**
 * Network namespaces, each with a line to one bridge that has Redis and the model behind it, and no
 * way out. Only root can make them.
 */
export class NamespaceGround implements Ground {
  readonly host: string;
  readonly #names: readonly string[];
  readonly #bridge: string;
  readonly #network: string;
  #model: Forwarder | undefined;

  private constructor(count: number) {
    // Of this process, so that two tests do not meet.
    const id = process.pid % 60_000;
    this.#bridge = `cw${id}`;
    this.#names = Array.from({ length: count }, (_, index) => `cw${id}-${index + 1}`);
    this.#network = `10.${214 + (Math.floor(id / 250) % 40)}.${id % 250}`;
    this.host = `${this.#network}.1`;
  }

  /** Throws where this user may not make them; nothing is left of it then. */
  static make(count: number): NamespaceGround {
    const ground = new NamespaceGround(count);
    try {
      removeAbandoned();
      ground.#make();
      return ground;
    } catch (error) {
      ground.#remove();
      throw error;
    }
  }

  /** Whether this user may make them on this system. */
  static isPossible(): boolean {
    try {
      NamespaceGround.make(1).#remove();
      return true;
    } catch {
      return false;
    }
  }

  async connect({ redisPort, modelPort }: Reached): Promise<Place[]> {
    // The stand-in model listens on 127.0.0.1 only.
    this.#model = await Forwarder.start(this.host, modelPort);
    const modelUrl = `http://${this.host}:${this.#model.port}/v1`;
    return this.#names.map((name) => ({
      name,
      redisUrl: `redis://${this.host}:${redisPort}`,
      modelUrl,
      command: (nodeArguments) => ["ip", "netns", "exec", name, process.execPath, ...nodeArguments],
      cut: () => void ip("link", "set", name, "down"),
      mend: () => void ip("link", "set", name, "up"),
    }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#model?.[Symbol.asyncDispose]();
    this.#remove();
  }

  #make(): void {
    ip("link", "add", this.#bridge, "type", "bridge");
    ip("address", "add", `${this.host}/24`, "dev", this.#bridge);
    ip("link", "set", this.#bridge, "up");
    for (const [index, name] of this.#names.entries()) {
      ip("netns", "add", name);
      ip("link", "add", name, "type", "veth", "peer", "name", "line", "netns", name);
      ip("link", "set", name, "master", this.#bridge, "up");
      ip("-n", name, "address", "add", `${this.#network}.${index + 2}/24`, "dev", "line");
      ip("-n", name, "link", "set", "lo", "up");
      ip("-n", name, "link", "set", "line", "up");
    }
  }

  #remove(): void {
    for (const name of this.#names) tryIp("netns", "del", name);
    for (const name of [...this.#names, this.#bridge]) tryIp("link", "del", name);
  }
}

/** Removes what processes have left that were killed: names have the process's id in them. */
function removeAbandoned(): void {
  const isAbandoned = (name: string): boolean => {
    const [, pid] = /^cw(\d+)(-\d+)?$/.exec(name) ?? [];
    return pid !== undefined && !existsSync(`/proc/${pid}`);
  };
  const namesIn = (text: string): string[] => text.match(/\bcw[\d-]+/g)?.filter(isAbandoned) ?? [];
  for (const name of namesIn(ip("netns", "list"))) tryIp("netns", "del", name);
  for (const name of namesIn(ip("link", "show"))) tryIp("link", "del", name);
}

function ip(...args: string[]): string {
  return execFileSync("ip", args, { stdio: "pipe", encoding: "utf8" });
}

/** What was never made can't be removed. */
function tryIp(...args: string[]): void {
  try {
    ip(...args);
  } catch {
    // It is not there.
  }
}
