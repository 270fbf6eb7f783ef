import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import type { TestHome } from "../../src/testing/index.js";

type Headers = Record<string, string>;

export interface Backend {
  /** Sends a text, or an object as JSON. */
  post(path: string, body?: string | object, headers?: Headers): Promise<Response>;
  get(path: string, headers?: Headers): Promise<Response>;
  delete(path: string, headers?: Headers): Promise<Response>;
  /** Ends the backend; resolves when it has ended. */
  stop(): Promise<void>;
}

export interface BackendOptions {
  args?: string[];
  /** Further environment variables. */
  env?: Record<string, string>;
}

/** Starts a program that prints its address and is a backend; it ends with the test. */
export async function startBackend(
  file: string,
  home: TestHome,
  { args = [], env = {} }: BackendOptions = {},
): Promise<Backend> {
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), file, ...args], {
    cwd: home.cwd,
    env: { ...process.env, ...home.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
    timeout: 50_000,
  });
  onTestFinished(() => stop(child));
  const [address] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const call = (path: string, init: RequestInit): Promise<Response> => fetch(address + path, init);
  return {
    post: (path, body, headers) => call(path, { method: "POST", ...contentOf(body, headers) }),
    get: (path, headers = {}) => call(path, { headers }),
    delete: (path, headers = {}) => call(path, { method: "DELETE", headers }),
    stop: () => stop(child),
  };
}

function contentOf(body: string | object | undefined, headers: Headers = {}): RequestInit {
  if (typeof body !== "object") return { headers, ...(body !== undefined && { body }) };
  const json = { ...headers, "content-type": "application/json" };
  return { headers: json, body: JSON.stringify(body) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "close");
}
