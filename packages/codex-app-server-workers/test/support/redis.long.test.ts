import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { describeWithRedis, startRedis } from "./redis.js";
import type { RedisServer } from "./redis-server.js";

/** Sends commands on one connection, and gives the first `count` lines of the answers. */
async function ask(
  { host, port }: RedisServer,
  commands: string[],
  count: number,
): Promise<string[]> {
  const socket = connect(port, host);
  await once(socket, "connect");
  socket.write(commands.map((command) => `${command}\r\n`).join(""));
  let answer = "";
  for await (const chunk of socket) {
    answer += String(chunk);
    if (answer.split("\r\n").length > count) break;
  }
  return answer.split("\r\n").slice(0, count);
}

/** Begins with T when it is halted. */
function stateOf(pid: number): string {
  return execFileSync("ps", ["-o", "stat=", "-p", `${pid}`], { encoding: "utf8" });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describeWithRedis("a Redis of a test", () => {
  test("has a password and a limit, and is empty after it is started again", async () => {
    const redis = await startRedis({ password: "se cret", maxMemory: "8mb" });
    const login = 'AUTH "se cret"';

    expect(redis.url).toBe(`redis://:se%20cret@127.0.0.1:${redis.port}`);
    expect(await ask(redis, ["GET a"], 1)).toEqual(["-NOAUTH Authentication required."]);
    const settings = await ask(redis, [login, "SET a 1", "CONFIG GET maxmemory"], 7);
    expect(settings).toEqual(["+OK", "+OK", "*2", "$9", "maxmemory", "$7", "8388608"]);
    const { pid } = redis;
    await redis.stop();
    expect(isAlive(pid)).toBe(false);
    await redis.start();
    expect(redis.pid).not.toBe(pid);
    expect(await ask(redis, [login, "GET a"], 2)).toEqual(["+OK", "$-1"]);
  });

  test("keeps what was written where it is to, however it ends", async () => {
    const redis = await startRedis({ isPersistent: true });
    await ask(redis, ["SET a 1"], 1);
    await redis.stop("SIGKILL");
    await redis.start();
    expect(await ask(redis, ["GET a", "SET b 2"], 3)).toEqual(["$1", "1", "+OK"]);
    await redis.stop("SIGTERM");
    await redis.start();
    expect(await ask(redis, ["GET b"], 2)).toEqual(["$1", "2"]);
  });

  test("answers nothing while it is frozen, and all of it after that", async () => {
    const redis = await startRedis();
    redis.freeze();
    const answered = ask(redis, ["PING"], 1);
    expect(stateOf(redis.pid)).toMatch(/^T/);
    redis.thaw();
    expect(await answered).toEqual(["+PONG"]);
    expect(stateOf(redis.pid)).not.toMatch(/^T/);
  });

  test("says why it can't start", async () => {
    await expect(startRedis({ settings: { nonsense: "1" } })).rejects.toThrow(/nonsense/);
  });

  let ended: RedisServer | undefined;
  test("ends with its test, though it is frozen", async () => {
    ended = await startRedis();
    ended.freeze();
  });
  test("is dead after that", () => {
    expect(() => ended?.pid).toThrow("does not run");
  });
});
