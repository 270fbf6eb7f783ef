import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { TestHome } from "../../src/testing/index.js";

export interface Backend {
  post(path: string, body?: string): Promise<Response>;
  get(path: string): Promise<Response>;
  delete(path: string): Promise<Response>;
  /** Ends the backend; resolves when it has ended. */
  stop(): Promise<void>;
}

/** Starts the backend of the examples; it ends with the test. */
export async function startBackend(home: TestHome): Promise<Backend> {
  const file = fileURLToPath(new URL("../../examples/21-sse-backend.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), file], {
    cwd: home.cwd,
    env: { ...process.env, ...home.env },
    stdio: ["ignore", "pipe", "inherit"],
    timeout: 50_000,
  });
  onTestFinished(() => stop(child));
  const [address] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const call =
    (method: string) =>
    (path: string, body?: string): Promise<Response> =>
      fetch(address + path, { method, ...(body !== undefined && { body }) });
  return {
    post: call("POST"),
    get: call("GET"),
    delete: call("DELETE"),
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "close");
}
