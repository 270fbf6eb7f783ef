import { once } from "node:events";
import { createServer } from "node:net";
import { inspect } from "node:util";
import { Redis } from "ioredis";
import { describe, expect, onTestFinished, test } from "vitest";
import { EngineError } from "../../src/index.js";
import { ForgetfulLine } from "../support/forgetful-line.js";
import { describeWithRedis, startRedis } from "../support/redis.js";
import { openStore, path, saveOf } from "./open-store.js";

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => "It did not fail.",
    (error: unknown) => error,
  );
  if (outcome instanceof Error) return outcome;
  throw new Error(String(outcome));
}

describeWithRedis("a store whose Redis", () => {
  test("is gone for a while has saved what was sent meanwhile", async () => {
    const redis = await startRedis({ isPersistent: true });
    const store = openStore({ connection: redis.url });
    await store.save("t", saveOf("one"));
    await redis.stop();
    const saved = store.save("t", saveOf(" two", { offset: 3, sequence: 2 }));
    const loaded = store.load("t", "next");
    await redis.start();

    await saved;
    expect(String((await loaded)?.files[0]?.bytes)).toBe("one two");
  });

  test("dies with a save in its hands has it after it is back", async () => {
    const redis = await startRedis({ isPersistent: true });
    const line = await ForgetfulLine.open(redis.port);
    const store = openStore({ connection: line.url });
    await store.save("t", saveOf("one"));
    redis.freeze();
    const sent = line.request();
    const saved = store.save("t", saveOf(" two", { offset: 3, sequence: 2 }));
    await sent;
    await redis.stop();
    await redis.start();

    await saved;
    expect(String((await store.load("t"))?.files[0]?.bytes)).toBe("one two");
  });

  test("is gone for long has a save wait its whole time", async () => {
    const redis = await startRedis();
    await redis.stop();
    const store = openStore({ connection: redis.url, timeoutMs: 3000 });
    const timeout = { code: "THREAD_STORE_FAILED", problem: "timeout" };
    await expect(store.save("t", saveOf("one"))).rejects.toMatchObject(timeout);
    const refusing = createServer((socket) => socket.destroy()).listen(redis.port, redis.host);
    await once(refusing, "listening");
    const saved = store.save("t", saveOf("one"));
    // Once in so many tries ioredis gives up all that waits for it, which comes soon now.
    for (let tries = 0; tries < 4; tries += 1) await once(refusing, "connection");
    refusing.close();
    await once(refusing, "close");
    await redis.start();

    await saved;
    expect(String((await store.load("t"))?.files[0]?.bytes)).toBe("one");
  });

  test("is gone for good, or frozen, says which one after the time it has", async () => {
    const redis = await startRedis({ password: "secret" });
    const options = { connection: redis.url, timeoutMs: 500 };
    const frozen = openStore(options);
    await frozen.save("t", saveOf("one"));
    redis.freeze();
    const late = await failureOf(frozen.save("t", saveOf("two", { sequence: 2 })));
    redis.thaw();
    expect(String((await frozen.load("t"))?.files[0]?.bytes)).toMatch(/one|two/);
    await redis.stop();
    const gone = await failureOf(openStore(options).load("t"));
    const listing = await failureOf(openStore(options).list()[Symbol.asyncIterator]().next());

    for (const error of [late, gone, listing]) {
      expect(error.message).toContain(`Redis at 127.0.0.1:${redis.port} could not be reached`);
      expect(inspect(error, { depth: null })).not.toContain("secret");
    }
    for (const error of [late, gone]) {
      expect(error).toMatchObject({ code: "THREAD_STORE_FAILED", problem: "timeout" });
    }
    expect(gone.message).toContain("ECONNREFUSED");
    expect(listing).toBeInstanceOf(EngineError);
  });

  test.each([
    ["another password", "redis://:guessed-it@"],
    ["no password", "redis://"],
  ])("wants a password and is given %s says so at once", async (_, login) => {
    const redis = await startRedis({ password: "secret" });
    const connection = `${login}${redis.host}:${redis.port}`;
    const error = await failureOf(openStore({ connection }).save("t", saveOf("one")));

    expect(error).toMatchObject({
      code: "THREAD_STORE_FAILED",
      problem: "failed",
      cause: { problem: "login" },
    });
    expect(error.message).toContain(`Redis at 127.0.0.1:${redis.port} refused the user`);
    expect(inspect(error, { depth: null })).not.toMatch(/guessed-it|secret/);
  });

  test("is full saves nothing by half, and goes on when there is room", async () => {
    const redis = await startRedis();
    const store = openStore({ connection: redis.url });
    const other = "sessions/2026/01/31/other.jsonl";
    await store.save("t", saveOf("one", { name: "before" }));
    const client = new Redis(redis.url);
    onTestFinished(() => client.disconnect());
    await client.config("SET", "maxmemory", 1);
    const files = [
      { path, offset: 1, bytes: Buffer.alloc(100_000) },
      { path: other, offset: 0, bytes: Buffer.alloc(100_000) },
    ];
    const save = saveOf("", { sequence: 2, name: "after", files });
    const full = await failureOf(store.save("t", save));

    expect(full).toMatchObject({ code: "THREAD_STORE_FAILED", cause: { problem: "full" } });
    expect(inspect(full, { depth: null })).not.toContain("rollout");
    await expect(store.load("t", "next")).rejects.toMatchObject({ cause: { problem: "full" } });
    const stored = await store.load("t");
    expect(stored).toMatchObject({ name: "before", token: { term: 1 }, files: [{ path }] });
    expect(String(stored?.files[0]?.bytes)).toBe("one");
    await client.config("SET", "maxmemory", 0);
    await store.save("t", save);
    expect((await store.load("t"))?.files.map(({ bytes }) => bytes.length)).toEqual([
      100_001, 100_000,
    ]);
    await client.config("SET", "maxmemory", 1);
    await openStore({ connection: redis.url }).delete("t");
    expect((await store.load("t"))?.files).toEqual([]);
  });

  test("can't keep so long a file says so, and has nothing of the save", async () => {
    const redis = await startRedis({ settings: { "proto-max-bulk-len": "1mb" } });
    const store = openStore({ connection: redis.url });
    const half = Buffer.alloc(512 * 1024);
    const other = { path: "sessions/2026/01/31/other.jsonl", bytes: half };
    const files = [
      { ...other, offset: 0 },
      { path, offset: 0, bytes: half },
    ];
    await store.save("t", saveOf("", { files }));
    const longer = [
      { ...other, offset: half.length - 1, bytes: Buffer.alloc(100, 1) },
      { path, offset: half.length, bytes: Buffer.alloc(half.length + 1) },
    ];
    const long = await failureOf(store.save("t", saveOf("", { sequence: 2, files: longer })));

    expect(long).toMatchObject({ code: "THREAD_STORE_FAILED", problem: "failed" });
    expect(long.message).toContain(`${path} would have ${2 * half.length + 1} bytes`);
    const stored = await store.load("t");
    for (const { bytes } of stored?.files ?? []) expect(Buffer.compare(bytes, half)).toBe(0);
    const huge = { path, offset: 512 * 1024 * 1024, bytes: Buffer.alloc(1) };
    const saved = store.save("t", saveOf("", { sequence: 3, files: [huge] }));
    await expect(saved).rejects.toThrow("536870913 bytes");
  });

  test("has keys of another version keeps off them", async () => {
    const redis = await startRedis();
    const client = new Redis(redis.url);
    onTestFinished(() => client.disconnect());
    await client.set("{codex}:version", "99");
    const before = await client.keys("*");
    const error = await failureOf(openStore({ connection: redis.url }).save("t", saveOf("one")));

    expect(error).toMatchObject({ code: "THREAD_STORE_FAILED", cause: { problem: "version" } });
    expect(error.message).toMatch(/version 99 under the prefix codex/);
    expect(await client.keys("*")).toEqual(before);
  });
});

describeWithRedis("a script of a store", () => {
  describe("whose answer was lost, so that it is sent again,", () => {
    test("saves once", async () => {
      const redis = await startRedis();
      const line = await ForgetfulLine.open(redis.port);
      const store = openStore({ connection: line.url });
      await store.save("t", saveOf("one"));
      line.loseNextAnswer();
      await store.save("t", saveOf(" two", { offset: 3, sequence: 2 }));
      expect(line.lost).toBe(1);
      await store.save("t", saveOf(" three", { offset: 7, sequence: 3 }));

      expect(String((await store.load("t"))?.files[0]?.bytes)).toBe("one two three");
    });

    test("takes a thread once, and deletes it once", async () => {
      const redis = await startRedis();
      const line = await ForgetfulLine.open(redis.port);
      const store = openStore({ connection: line.url });
      await store.save("t", saveOf("one"));
      for (const term of [2, 3]) {
        line.loseAnswer((text) => text.includes("loaded"));
        expect((await store.load("t", "a"))?.token).toEqual({ term, writer: "a" });
      }
      line.loseAnswer((text) => text.includes("deleted"));
      await store.delete("t");
      expect(line.lost).toBe(3);
      expect((await store.load("t"))?.token).toEqual({ term: 4, writer: "" });
    });
  });

  test("that comes late, after it was sent again, takes the thread from nobody", async () => {
    const redis = await startRedis();
    const line = await ForgetfulLine.open(redis.port);
    const [a, b] = [openStore({ connection: line.url }), openStore({ connection: redis.url })];
    await a.save("t", saveOf("one"));
    const writerOfTerm1 = /\r\n1\r\n\$1\r\na\r\n/;
    const taking = line.loseRequest((text) => writerOfTerm1.test(text));
    const token = (await a.load("t", "a"))?.token ?? { term: 0, writer: "" };
    expect(token).toEqual({ term: 2, writer: "a" });
    await line.deliver(await taking);
    await a.save("t", saveOf(" two", { offset: 3, token }));
    const next = (await b.load("t", "b"))?.token ?? { term: 0, writer: "" };
    await line.deliver(await taking);

    await b.save("t", saveOf(" three", { offset: 7, token: next }));
    const stored = await b.load("t");
    expect(stored?.token).toEqual({ term: 3, writer: "b" });
    expect(String(stored?.files[0]?.bytes)).toBe("one two three");
  });
});
