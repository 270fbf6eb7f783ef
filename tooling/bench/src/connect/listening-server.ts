import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { TestHome } from "codex-app-server-sdk/testing";
import { bundledCodexPath } from "openai-codex-cli-bin";

/** A Codex that runs already and listens on loopback. */
export class ListeningServer implements AsyncDisposable {
  readonly #child: ChildProcess;
  /** The address for clients. */
  readonly url: string;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  /** Starts it, and waits until it listens. */
  static async start(home: TestHome): Promise<ListeningServer> {
    const args = ["app-server", "--listen", "ws://127.0.0.1:0"];
    const child = spawn(bundledCodexPath(), args, {
      cwd: home.cwd,
      env: home.env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    for await (const line of createInterface({ input: child.stderr })) {
      const url = /listening on: (ws:\S+)/.exec(line)?.[1];
      if (url === undefined) continue;
      child.stderr.resume();
      return new ListeningServer(child, url);
    }
    throw new Error("The server has ended before it listened.");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exited = once(this.#child, "exit");
    this.#child.kill();
    await exited;
  }
}
