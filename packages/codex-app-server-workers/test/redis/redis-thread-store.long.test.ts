import type { ThreadStore } from "codex-app-server-sdk/store";
import { threadStoreConformance } from "codex-app-server-sdk/testing";
import { Redis } from "ioredis";
import { describe, expect, onTestFinished, test } from "vitest";
import { describeWithRedis, startRedis } from "../support/redis.js";
import { openStore, path, saveOf } from "./open-store.js";

/** Each call by another one of three connections, as machines have them. */
function sharedStore(connection: string): ThreadStore {
  const stores = [1, 2, 3].map(() => openStore({ connection }));
  let calls = 0;
  const next = (): ThreadStore => {
    calls += 1;
    return stores[calls % stores.length] as ThreadStore;
  };
  return {
    load: (...args) => next().load(...args),
    save: (...args) => next().save(...args),
    list: () => next().list(),
    delete: (threadId) => next().delete(threadId),
  };
}

const makers = {
  "of one machine": (connection: string) => openStore({ connection }),
  "of several machines": sharedStore,
};

async function idsOf(store: ThreadStore): Promise<string[]> {
  const ids: string[] = [];
  for await (const { threadId } of store.list()) ids.push(threadId);
  return ids;
}

describeWithRedis("a thread store in Redis", () => {
  describe.each(Object.entries(makers))("%s", (_, make) => {
    const open = async (): Promise<ThreadStore> => make((await startRedis()).url);
    for (const { name, run } of threadStoreConformance(open)) test(name, run);
  });

  test("sends of a large file what is new, and gives it back whole", async () => {
    const redis = await startRedis();
    const store = openStore({ connection: redis.url });
    const client = new Redis(redis.url);
    onTestFinished(() => client.disconnect());
    const received = async (): Promise<number> =>
      Number(/total_net_input_bytes:(\d+)/.exec(await client.info("stats"))?.[1]);
    const piece = Buffer.alloc(2 * 1024 * 1024);
    for (let at = 0; at < 25; at += 1) {
      const save = saveOf(piece.fill(at), { offset: at * piece.length, sequence: at + 1 });
      await store.save("t", save);
    }
    const before = await received();
    await store.save(
      "t",
      saveOf(Buffer.alloc(1000, 99), { offset: 25 * piece.length, sequence: 26 }),
    );
    expect((await received()) - before).toBeLessThan(4000);

    const bytes = (await store.load("t", "next"))?.files[0]?.bytes ?? Buffer.alloc(0);
    expect(bytes).toHaveLength(25 * piece.length + 1000);
    for (let at = 0; at < 25; at += 1) {
      const found = bytes.subarray(at * piece.length, (at + 1) * piece.length);
      expect(Buffer.compare(found, piece.fill(at))).toBe(0);
    }
    expect(bytes.subarray(-1000).every((byte) => byte === 99)).toBe(true);
  });

  test("lists many threads, each once, whatever their ids", async () => {
    const { url } = await startRedis();
    const store = openStore({ connection: url });
    const ids = Array.from({ length: 250 }, (_, at) => `thread ${at}`);
    ids.push("a:paths", "a", "é/ü", "a:file:x");
    await Promise.all(ids.map((id) => store.save(id, saveOf(id))));
    await store.delete("a");

    expect((await idsOf(store)).sort()).toEqual(ids.filter((id) => id !== "a").sort());
    const stored = await store.load("a:paths");
    expect(String(stored?.files[0]?.bytes)).toBe("a:paths");
  });

  test("knows nothing of another prefix, and deletes all that it had", async () => {
    const { url } = await startRedis();
    const [store, other] = ["one", "two"].map((prefix) => openStore({ connection: url, prefix }));
    await store?.save("t", saveOf("bytes", { name: "Name" }));
    expect(await other?.load("t")).toBeUndefined();
    await store?.delete("t");

    const client = new Redis(url);
    onTestFinished(() => client.disconnect());
    const left = (await client.keys("{one}:stored*")).sort();
    expect(left).toEqual(["{one}:stored:t"]);
    expect(Object.keys(await client.hgetall("{one}:stored:t")).sort()).toEqual([
      "call",
      "sequence",
      "term",
      "writer",
    ]);
  });

  test("ends what was begun when it is closed, and takes nothing after that", async () => {
    const { url } = await startRedis();
    const store = openStore({ connection: url });
    const saved = store.save("t", saveOf("bytes"));
    await store.close();
    await saved;
    await store.close();

    await expect(store.load("t")).rejects.toThrow(/closed/);
    await using again = openStore({ connection: url });
    expect((await again.load("t"))?.files).toMatchObject([{ path }]);
  });
});
