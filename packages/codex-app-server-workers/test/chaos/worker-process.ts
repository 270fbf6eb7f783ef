import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { TestHome } from "codex-app-server-sdk/testing";
import type { Place } from "./ground.js";
import { describeProcess, processesOf } from "./processes-of.js";
import type { WorkerTask } from "./worker-task.js";

const program = fileURLToPath(new URL("worker-program.ts", import.meta.url));

/** A worker in a process of its own. */
export class WorkerProcess {
  /** What it has said, at most the last hundred lines. */
  readonly said: string[] = [];
  /** Resolves when it is at work, or has ended. */
  readonly ready: Promise<unknown>;
  /** Resolves with the exit code, or the signal that has ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  readonly #child: ChildProcess;
  readonly #codexHome: string;

  constructor(place: Place, home: TestHome, task: Omit<WorkerTask, "redisUrl" | "codex">) {
    const { codexHome, cwd } = home;
    this.#codexHome = codexHome;
    // Codex reaches nothing else: for all other hosts it is sent to a proxy that is not there.
    const reached = `${home.env.NO_PROXY},${new URL(place.modelUrl).hostname}`;
    const env = { ...home.env, NO_PROXY: reached };
    const whole: WorkerTask = {
      ...task,
      redisUrl: place.redisUrl,
      codex: { codexHome, cwd, env, inheritEnv: false },
    };
    const [command, ...args] = place.command(["--import", import.meta.resolve("tsx"), program]);
    this.#child = spawn(command, args, {
      cwd,
      env: { ...process.env, HOME: home.home, WORKER_TASK: JSON.stringify(whole) },
      stdio: ["pipe", "inherit", "pipe"],
    });
    this.#child.stdin?.on("error", () => {}); // it has ended
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => this.#hear(text));
    this.ended = once(this.#child, "exit").then(([code, signal]) => code ?? signal);
    // It says so in its first line.
    this.ready = Promise.race([this.ended, once(this.#child.stderr ?? this.#child, "data")]);
  }

  get pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) throw new Error("The worker could not be started.");
    return pid;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** The ids of its app-server and of what that runs. */
  get servers(): number[] {
    return processesOf(this.#codexHome);
  }

  /** Halts it, and what it runs if it is to. Nothing of it notices that time goes by. */
  freeze(what: "worker" | "all"): () => void {
    const pids = [this.pid, ...(what === "all" ? this.servers : [])];
    for (const pid of pids) signal(pid, "SIGSTOP");
    return () => {
      for (const pid of pids) signal(pid, "SIGCONT");
    };
  }

  /** Rejects unless all that it ran ends with it. */
  async end(by: "kill" | "stop" | "kill its server"): Promise<number | NodeJS.Signals> {
    if (by === "kill its server") {
      for (const pid of this.servers) signal(pid, "SIGKILL");
    } else {
      signal(this.pid, by === "stop" ? "SIGTERM" : "SIGKILL");
    }
    const how = await Promise.race([this.ended, this.#isLate()]);
    for (let tries = 0; this.servers.length > 0; tries += 1) {
      if (tries === 300) {
        const left = this.servers.map(describeProcess).join("; ");
        throw new Error(`Half a minute after its worker there is still: ${left}`);
      }
      await sleep(100);
    }
    return how;
  }

  /** Ends all of it at once, though it may be frozen. */
  async remove(): Promise<void> {
    for (const pid of [this.pid, ...this.servers]) signal(pid, "SIGKILL");
    await this.ended;
  }

  async #isLate(): Promise<never> {
    await sleep(30_000, undefined, { ref: false });
    throw new Error(`The worker has not ended for half a minute: ${this.said.join("\n")}`);
  }

  #hear(text: string): void {
    this.said.push(...text.split("\n").filter((line) => line !== ""));
    this.said.splice(0, this.said.length - 100);
  }
}

/** One that has ended is not told. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone.
  }
}
