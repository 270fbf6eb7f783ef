import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createTestHome, MockResponsesServer, type TestHome } from "codex-app-server-sdk/testing";
import { expect, onTestFinished, vi } from "vitest";
import { processesOf } from "./processes-of.js";

const program = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** The application in a process of its own, with a Codex of its own and a scripted model. */
export class TestBackend {
  readonly token = "token-of-a-test";
  readonly model: MockResponsesServer;
  readonly home: TestHome;
  readonly #args: readonly string[];
  #origin = "http://127.0.0.1:0";
  #child: ChildProcess | undefined;

  private constructor(model: MockResponsesServer, home: TestHome, args: readonly string[]) {
    this.model = model;
    this.home = home;
    this.#args = args;
  }

  /** All of it ends with the test, which fails when a process is left. */
  static async start(): Promise<TestBackend> {
    return TestBackend.#startWith((home) => ["--live", home.cwd]);
  }

  /** The same with the application's own stand-in for the model, in a home of its own. */
  static async startDemo(): Promise<TestBackend> {
    return TestBackend.#startWith(() => []);
  }

  static async #startWith(args: (home: TestHome) => readonly string[]): Promise<TestBackend> {
    const model = await MockResponsesServer.start();
    const home = await createTestHome({ responses: model });
    const backend = new TestBackend(model, home, args(home));
    onTestFinished(() => backend.#dispose());
    await backend.start();
    return backend;
  }

  /** Without the token. */
  get origin(): string {
    return this.#origin;
  }

  get url(): string {
    return `${this.#origin}/#token=${this.token}`;
  }

  /** Starts it, or starts it again at the same address. */
  async start(): Promise<void> {
    const { port } = new URL(this.#origin);
    const tsx = import.meta.resolve("tsx");
    const args = ["--import", tsx, program, ...this.#args, "--port", port];
    const child = spawn(process.execPath, args, {
      env: { ...this.home.env, WEB_TOKEN: this.token },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#child = child;
    this.#origin = await readOrigin(child);
  }

  /** Ends it as its user does, and gives its exit code. */
  async end(): Promise<number | null> {
    const child = this.#child;
    await this.#end("SIGTERM");
    return child?.exitCode ?? null;
  }

  /** Kills it, as a crash would, and waits until Codex has ended too. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child?.exitCode === null && child.signalCode === null) {
      const exited = once(child, "exit");
      child.kill(signal);
      await exited;
    }
    const isOver = (): boolean => processesOf(this.home.root).length === 0;
    await vi.waitUntil(isOver, { timeout: 20_000, interval: 20 });
  }

  async #dispose(): Promise<void> {
    await this.#end("SIGTERM").catch(() => {}); // What is left is told below.
    const left = processesOf(this.home.root);
    for (const pid of left) process.kill(pid, "SIGKILL");
    await this.model.close();
    await this.home.dispose();
    expect(left).toEqual([]);
    expect(this.model.unexpectedRequests.map(({ reason }) => reason)).toEqual([]);
  }
}

async function readOrigin({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error("The backend has no stdout.");
  for await (const line of createInterface({ input: stdout })) {
    const address = /^Open (http:\S+)/.exec(line)?.[1];
    if (address) {
      stdout.resume(); // so that it can go on to write
      return new URL(address).origin;
    }
  }
  throw new Error("The backend ended before it printed its address.");
}
