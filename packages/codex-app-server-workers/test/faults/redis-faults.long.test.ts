import { inspect } from "node:util";
import { Redis } from "ioredis";
import { expect, onTestFinished, test } from "vitest";
import { createFleet, type Engine, type LoggedEvent, type Message } from "../../src/index.js";
import { type RedisEngineOptions, redisEngine } from "../../src/redis/index.js";
import { ForgetfulLine } from "../support/forgetful-line.js";
import { describeWithRedis, startRedis } from "../support/redis.js";
import { StallingLine } from "../support/stalling-line.js";

function open(connection: string, options: Partial<RedisEngineOptions> = {}): Engine {
  const engine = redisEngine({ connection, timeoutMs: 1000, ...options });
  onTestFinished(() => engine.close());
  return engine;
}

const message = (id: string, input = `say ${id}`): Message => ({ id, input, options: {} });

async function read(engine: Engine, count: number, after?: string): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for await (const event of engine.events("t", { after })) {
    if (events.push(event) === count) break;
  }
  return events;
}

/** How many commands Redis has refused as it is no master. */
async function refusals(client: Redis): Promise<number> {
  return Number(/errorstat_READONLY:count=(\d+)/.exec(await client.info("errorstats"))?.[1] ?? 0);
}

describeWithRedis("a Redis", () => {
  test("that is gone for good is said to be, by its name and without its password", async () => {
    const redis = await startRedis({ password: "hush" });
    const engine = open(redis.url);
    await engine.send("t", message("a"));
    const gone = { code: "ENGINE_FAILED", problem: "unreachable" };
    const waiting = expect(engine.outcome("t", "a")).rejects.toMatchObject(gone);
    await redis.stop();

    await expect(engine.send("t", message("b"))).rejects.toMatchObject(gone);
    await expect(engine.check()).rejects.toThrow(`Redis at 127.0.0.1:${redis.port} could not be`);
    await expect(engine.check()).rejects.not.toThrow(/hush/);
    await expect(engine.take("w")).rejects.toMatchObject(gone);
    await waiting;
  });

  test("that was never there is said not to be", async () => {
    const redis = await startRedis();
    await redis.stop();
    const engine = open(redis.url);
    await expect(engine.send("t", message("a"))).rejects.toThrow(/ECONNREFUSED/);
    await expect(read(engine, 1)).rejects.toMatchObject({ problem: "unreachable" });
  });

  test("that does not answer is given up in time, and used when it answers again", async () => {
    const redis = await startRedis();
    const engine = open(redis.url);
    await engine.send("t", message("a"));
    redis.freeze();
    await expect(engine.send("t", message("b"))).rejects.toMatchObject({ problem: "unreachable" });
    redis.thaw();

    await engine.send("t", message("b"));
    const lease = await engine.take("w");
    expect(await engine.begin(lease)).toMatchObject({ message: { id: "a" }, attempt: 1 });
  });

  test("that is gone for a while is waited for, and nothing is lost", async () => {
    const redis = await startRedis({ isPersistent: true });
    const engine = open(redis.url, { timeoutMs: 20_000 });
    const elsewhere = open(redis.url, { timeoutMs: 20_000 });
    await engine.send("t", message("a"));
    const lease = await engine.take("w");
    await engine.begin(lease);
    const events = read(elsewhere, 4);
    const outcome = elsewhere.outcome("t", "a");
    await redis.stop();
    const said = engine.append(lease, "a", [{ type: "warning", message: "one" }]);
    const sent = elsewhere.send("t", message("b"));
    await redis.start();

    await Promise.all([said, sent]);
    await engine.append(lease, "a", [{ type: "warning", message: "two" }]);
    await engine.acknowledge(lease, "a", { kind: "cancelled" });
    expect(await outcome).toEqual({ kind: "cancelled" });
    expect(await events).toMatchObject([
      { type: "attempt-start" },
      { message: "one" },
      { message: "two" },
      { type: "cancelled" },
    ]);
    await engine.release(lease);
    expect(await engine.begin(await elsewhere.take("v"))).toMatchObject({ message: { id: "b" } });
  });

  test("that is gone for longer than a command waits leaves a turn its questions and signals", async () => {
    const redis = await startRedis({ isPersistent: true });
    const engine = open(redis.url, { leaseMs: 60_000 });
    await engine.send("t", message("a"));
    const lease = await engine.take("w");
    await engine.begin(lease);
    const asked = engine.ask(lease, {
      id: "q",
      turnId: "a",
      kind: "userInput",
      method: "m",
      params: {},
      itemId: null,
    });
    asked.catch(() => {}); // is looked at when Redis is back
    const signals = engine.signals(lease, "a", {})[Symbol.asyncIterator]();
    const told = signals.next();
    told.catch(() => {}); // the same
    await expect.poll(() => engine.approvals("t")).toHaveLength(1);
    await redis.stop();
    // Whoever waits looks every five seconds.
    for (let checks = 0; checks < 8; checks += 1) {
      await expect(engine.check()).rejects.toMatchObject({ problem: "unreachable" });
    }
    await redis.start();

    await engine.answerApproval("t", "q", "yes");
    expect(await asked).toBe("yes");
    const steered = engine.signal("t", "a", { id: "s", kind: "steer", input: "more" });
    expect(await told).toMatchObject({ value: { id: "s" } });
    await engine.answerSignal(lease, "a", "s", { kind: "done" });
    expect(await steered).toEqual({ kind: "done" });
  });

  test("that is no master for a while takes what it was sent when it is one again", async () => {
    const [redis, other] = [await startRedis(), await startRedis()];
    const engine = open(redis.url, { timeoutMs: 20_000 });
    await engine.check();
    const client = new Redis(redis.url);
    onTestFinished(() => client.disconnect());
    await client.replicaof("127.0.0.1", other.port);
    await expect(client.set("key", "value")).rejects.toThrow("READONLY");
    const sent = engine.send("t", message("a"));
    await expect.poll(() => refusals(client)).toBeGreaterThan(1);
    await client.call("REPLICAOF", "NO", "ONE");

    await sent;
    expect(await engine.begin(await engine.take("w"))).toMatchObject({ message: { id: "a" } });
  });

  test("that refuses the password says so, and does not tell it", async () => {
    const redis = await startRedis({ password: "hush" });
    const { port } = redis;
    for (const connection of [`redis://:wrong@127.0.0.1:${port}`, `redis://127.0.0.1:${port}`]) {
      const engine = open(connection);
      const failed = await engine.send("t", message("a")).catch((error: unknown) => error);
      expect(failed).toMatchObject({ code: "ENGINE_FAILED", problem: "login" });
      expect(inspect(failed, { depth: null })).not.toMatch(/wrong|hush/);
      await expect(engine.take("w")).rejects.toMatchObject({ problem: "login" });
    }
  });

  test("that is full takes nothing more, keeps what it has, and goes on when there is room", async () => {
    const redis = await startRedis();
    const engine = open(redis.url);
    await engine.send("t", message("a"));
    const client = new Redis(redis.url);
    onTestFinished(() => client.disconnect());
    await client.config("SET", "maxmemory", "100kb");
    const full = { code: "ENGINE_FAILED", problem: "full" };

    await expect(engine.send("t", message("b"))).rejects.toMatchObject(full);
    await expect(engine.check()).rejects.toMatchObject(full);
    await expect(engine.take("w")).rejects.toMatchObject(full);
    expect(await engine.beginningOf("t", "a")).toBe("0");
    await expect(engine.outcome("t", "b")).rejects.toMatchObject({ code: "TURN_UNKNOWN" });
    await client.config("SET", "maxmemory", "0");
    await engine.check();
    expect(await engine.begin(await engine.take("w"))).toMatchObject({ message: { id: "a" } });
  });

  test("with keys of another version is left alone", async () => {
    const redis = await startRedis();
    const client = new Redis(redis.url);
    await client.set("{codex}:version", "0");
    const keys = await client.keys("*");
    const engine = open(redis.url);
    const foreign = { code: "ENGINE_FAILED", problem: "version" };

    await expect(engine.send("t", message("a"))).rejects.toMatchObject(foreign);
    await expect(engine.take("w")).rejects.toMatchObject(foreign);
    expect(await client.keys("*")).toEqual(keys);
    client.disconnect();
    await open(redis.url, { prefix: "another" }).send("t", message("a"));
  });

  test("takes a message of 10 MB, and refuses no event id that is kept", async () => {
    const engine = open((await startRedis()).url, { timeoutMs: 20_000 });
    await engine.send("t", message("a", "x".repeat(10_000_000)));
    const lease = await engine.take("w");
    const begun = await engine.begin(lease);
    expect(String(begun?.message.input).length).toBe(10_000_000);
    for (const after of ["x", "-1", "1e3", "9".repeat(30), "2"]) {
      await expect(read(engine, 1, after)).rejects.toMatchObject({ code: "EVENTS_TRIMMED" });
    }
    expect(await read(engine, 1, "0")).toHaveLength(1);
  });

  test("whose answer is lost is asked again, and does nothing twice", async () => {
    const redis = await startRedis();
    const line = await ForgetfulLine.open(redis.port);
    const engine = open(line.url, { timeoutMs: 20_000 });
    const thread = createFleet({ engine: open(redis.url) }).thread("t");
    const lossy = async <T>(work: () => Promise<T>): Promise<T> => {
      const { lost } = line;
      line.loseNextAnswer();
      const result = await work();
      expect(line.lost).toBe(lost + 1);
      return result;
    };
    await engine.check();
    await lossy(() => engine.send("t", message("a")));
    const lease = await engine.take("w");

    expect(await lossy(() => engine.begin(lease))).toMatchObject({ attempt: 1 });
    await lossy(() => engine.append(lease, "a", [{ type: "warning", message: "one" }]));
    expect(await lossy(() => engine.endAttempt(lease, "a", true))).toBe(1);
    await lossy(() => engine.bind(lease, "codex-thread"));
    const approval = {
      id: "q",
      turnId: "a",
      kind: "commandApproval" as const,
      method: "m",
      params: {},
      itemId: null,
    };
    const answered = engine.ask(lease, approval);
    expect(await read(engine, 3)).toMatchObject([{}, {}, { type: "approval-start" }]);
    await lossy(() => engine.answerApproval("t", "q", "yes"));
    expect(await answered).toBe("yes");
    await expect(thread.answer("q", "no")).rejects.toMatchObject({ code: "APPROVAL_OVER" });
    await lossy(() => engine.renew(lease));
    await lossy(() => engine.acknowledge(lease, "a", { kind: "cancelled" }));
    await lossy(() => engine.release(lease));

    await engine.send("t", message("b"));
    const next = await engine.take("w");
    expect(next.token).toBe(lease.token + 1);
    expect(next.codexThreadId).toBe("codex-thread");
    expect(await engine.begin(next)).toMatchObject({ message: { id: "b" }, attempt: 1 });
    const types = (await read(engine, 5)).map(({ type }) => type);
    expect(types).toEqual([
      "attempt-start",
      "warning",
      "approval-start",
      "cancelled",
      "attempt-start",
    ]);
  });

  test("is told nothing more when the engine is closed, and whoever waits is told", async () => {
    const { url } = await startRedis();
    const engine = redisEngine({ connection: url });
    await engine.send("t", message("a"));
    const lease = await engine.take("v");
    await engine.begin(lease);
    const closed = { code: "ENGINE_FAILED", problem: "closed" };
    const waits = [
      engine.take("w"),
      engine.outcome("t", "a"),
      read(engine, 5),
      engine.ask(lease, {
        id: "q",
        turnId: "a",
        kind: "userInput",
        method: "m",
        params: {},
        itemId: null,
      }),
    ].map((wait) => expect(wait).rejects.toMatchObject(closed));
    expect(await read(engine, 2)).toHaveLength(2);
    await engine.close();
    await Promise.all(waits);
    await expect(engine.send("t", message("b"))).rejects.toMatchObject(closed);
    await expect(engine.take("w")).rejects.toMatchObject(closed);
  });

  test.each(Array.from({ length: 12 }, (_, answers) => answers))(
    "that has said %i things and then nothing more can be closed",
    async (answers) => {
      const redis = await startRedis();
      const line = await StallingLine.open(redis.port, answers);
      const engine = redisEngine({ connection: line.url, timeoutMs: 60_000 });
      const taken = expect(engine.take("w")).rejects.toMatchObject({ problem: "closed" });
      await line.stalled;
      await engine.close();
      await taken;
    },
  );
});
