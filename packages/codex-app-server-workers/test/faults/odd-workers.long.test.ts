import { memoryThreadStore, type ThreadStore } from "codex-app-server-sdk/store";
import { createGate, message } from "codex-app-server-sdk/testing";
import { expect, onTestFinished, test, vi } from "vitest";
import { type RedisEngine, redisEngine } from "../../src/redis/index.js";
import { startFleet } from "../e2e/start-fleet.js";
import { storedConversations } from "../e2e/stored-conversations.js";
import { describeWithRedis, startRedis } from "../support/redis.js";

async function makePlace(leaseMs: number): Promise<{ engine: RedisEngine; store: ThreadStore }> {
  const { url } = await startRedis();
  const engine = redisEngine({ connection: url, leaseMs });
  onTestFinished(() => engine.close());
  return { engine, store: memoryThreadStore() };
}

/** Nothing of this process runs for so long. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

describeWithRedis("a worker", () => {
  test("whose clock is decades off, and is set, answers each message once", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const { fleet, model, store, start } = await startFleet(await makePlace(3000));
    model.respondWith(({ userText }) => message(`re ${userText}`));
    const { warnings } = await start({ maxTurns: 1 });
    const thread = fleet.thread("t");
    for (const year of ["1999", "2060", "2001"]) {
      vi.setSystemTime(`${year}-01-01`);
      expect((await thread.run(year)).finalResponse).toBe(`re ${year}`);
    }

    const said = ["1999", "re 1999", "2060", "re 2060", "2001", "re 2001"];
    expect(await storedConversations(store, model)).toEqual([said]);
    expect(warnings).toEqual([]);
  });

  test("that was blocked for longer than its lease begins the message anew", async () => {
    const { fleet, model, start } = await startFleet(await makePlace(600));
    const gate = createGate();
    model.respond(message(["broken-off", gate])).respond(message("two"));
    const { warnings } = await start({ maxTurns: 1 });
    const turn = await fleet.thread("t").turn("q");
    await gate.reached;
    block(1500);

    expect((await turn.result()).finalResponse).toBe("two");
    expect(warnings.join("\n")).toContain("has run out");
    expect(model.requests).toHaveLength(2);
  });
});
