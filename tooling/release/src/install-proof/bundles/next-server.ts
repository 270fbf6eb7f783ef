import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBareEnv } from "../run-program.js";

/** The server that Next.js builds with `output: "standalone"`. */
export class NextServer implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #port: number;

  private constructor(process: ChildProcess, port: number) {
    this.#process = process;
    this.#port = port;
  }

  static async start(folder: string): Promise<NextServer> {
    const port = await freePort();
    const child = spawn(process.execPath, [join(folder, "server.js")], {
      cwd: tmpdir(),
      env: { ...createBareEnv(tmpdir()), PORT: `${port}`, HOSTNAME: "127.0.0.1" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const server = new NextServer(child, port);
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Ready")) child.emit("ready");
    });
    await Promise.race([once(child, "ready"), once(child, "exit")]);
    return server;
  }

  async text(path: string): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${this.#port}${path}`);
    return response.text();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const isRunning = this.#process.exitCode === null && this.#process.signalCode === null;
    if (isRunning && this.#process.kill()) await once(this.#process, "exit");
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
