import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, onTestFinished } from "vitest";
import { RedisServer, type RedisServerOptions } from "./redis-server.js";

const { PATH = "" } = process.env;
const executable = PATH.split(delimiter)
  .map((folder) => join(folder, "redis-server"))
  .find((path) => existsSync(path));

/**
 * Tests with a real Redis, which `startRedis()` starts. Where there is none they are skipped, and
 * their names say how to get one.
 */
export function describeWithRedis(what: string, tests: () => void): void {
  const missing = " with Redis, which is not installed: sudo apt-get install -y redis-server";
  const name = `${what}${executable ? "" : missing}`;
  describe.skipIf(executable === undefined)(name, tests);
}

/** A Redis of its own, empty, on a port of this machine that was free. It ends with the test. */
export async function startRedis(options: RedisServerOptions = {}): Promise<RedisServer> {
  if (executable === undefined) throw new Error("There is no redis-server in the PATH.");
  const server = await RedisServer.start(executable, options);
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}
