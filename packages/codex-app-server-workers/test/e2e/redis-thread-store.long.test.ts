import { Codex } from "codex-app-server-sdk";
import { createTestHome, MockResponsesServer, message } from "codex-app-server-sdk/testing";
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../redis/open-store.js";
import { describeWithRedis, startRedis } from "../support/redis.js";
import type { RedisServer } from "../support/redis-server.js";

/** A Codex with a home and a connection of its own, as on another machine. */
async function startMachine(
  redis: RedisServer,
  model: MockResponsesServer,
  options: { timeoutMs?: number } = {},
): Promise<Codex> {
  const home = await createTestHome({ responses: model });
  onTestFinished(() => home.dispose());
  const threadStore = openStore({ connection: redis.url, ...options });
  const codex = new Codex({ ...home.options, threadStore });
  onTestFinished(() => codex.close());
  return codex;
}

async function startModel(): Promise<MockResponsesServer> {
  const model = await MockResponsesServer.start();
  onTestFinished(() => model.close());
  return model;
}

describeWithRedis("a conversation in Redis", () => {
  test("goes on with another Codex, and no more with the first", async () => {
    const [redis, model] = [await startRedis(), await startModel()];
    const [a, b] = [await startMachine(redis, model), await startMachine(redis, model)];
    model.respond(message("a-one")).respond(message("a-two")).respond(message("a-three"));
    const first = await a.threadStart();
    await first.run("q-one");
    await first.setName("Colours");
    await first.saved();

    const second = await b.threadResume(first.id);
    expect(second.started.thread.name).toBe("Colours");
    await second.run("q-two");
    await second.saved();
    const seen = JSON.stringify(model.requests.at(-1)?.input);
    for (const text of ["q-one", "a-one", "q-two"]) expect(seen).toContain(`"${text}"`);
    await expect(first.run("q-three").then(() => first.saved())).rejects.toMatchObject({
      code: "THREAD_FENCED",
    });
    const stored = String(
      (await openStore({ connection: redis.url }).load(first.id))?.files[0]?.bytes,
    );
    expect(stored).toContain("a-two");
    expect(stored).not.toContain("q-three");
  });

  test("is whole though Redis was away while the turn ran", async () => {
    const [redis, model] = [await startRedis({ isPersistent: true }), await startModel()];
    const [a, b] = [await startMachine(redis, model), await startMachine(redis, model)];
    model.respond(message("a-one")).respond(message("a-two")).respond(message("a-three"));
    const first = await a.threadStart();
    await first.run("q-one");
    await first.saved();
    await redis.stop();
    await first.run("q-two");
    const saved = first.saved();
    await redis.start();
    await saved;

    const second = await b.threadResume(first.id);
    await second.run("q-three");
    const seen = JSON.stringify(model.requests.at(-1)?.input);
    for (const text of ["q-one", "a-one", "q-two", "a-two"]) expect(seen).toContain(`"${text}"`);
  });

  test("that can't be saved says where it was to be", async () => {
    const [redis, model] = [await startRedis(), await startModel()];
    const codex = await startMachine(redis, model, { timeoutMs: 500 });
    model.respond(message("a-one"));
    const thread = await codex.threadStart();
    await redis.stop();
    expect((await thread.run("q-one")).finalResponse).toBe("a-one");

    await expect(thread.saved()).rejects.toMatchObject({
      code: "THREAD_STORE_FAILED",
      problem: "timeout",
      message: expect.stringContaining(`Redis at 127.0.0.1:${redis.port} could not be reached`),
    });
    await redis.start();
    await thread.saved();
  });
});
