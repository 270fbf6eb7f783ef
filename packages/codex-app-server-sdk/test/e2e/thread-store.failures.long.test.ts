import { describe, expect, test } from "vitest";
import { memoryThreadStore } from "../../src/store/index.js";
import { createGate } from "../../src/testing/index.js";
import { ask, goOnElsewhere, seenBy, startConversation } from "./start-conversation.js";
import { startMachines } from "./start-machines.js";
import { failToConnect, watchedStore } from "./watched-store.js";

describe("a store that", () => {
  test("fails slows no turn down, is told of by saved(), and gets everything later", async () => {
    const store = watchedStore();
    const save = store.save;
    store.save = failToConnect;
    const { machines, model, a, thread } = await startConversation(store);
    const failure = { code: "THREAD_STORE_FAILED", problem: "failed", threadId: thread.id };
    await expect(thread.saved()).rejects.toMatchObject(failure);
    await expect(thread.saved()).rejects.toThrow("no connection");
    store.save = save;
    await ask(model, thread, "two");
    await thread.saved();

    expect(a.warnings).toHaveLength(1);
    await goOnElsewhere(machines, thread, "three");
    expect(seenBy(model)).toBe("q-one a-one q-two a-two q-three");
  });

  test("hangs is given up after timeouts.storeMs, also when the client is closed", async () => {
    const store = watchedStore();
    store.save = () => new Promise(() => {});
    const machines = await startMachines(store);
    const { model } = machines;
    const { codex } = await machines.start({ timeouts: { storeMs: 50, closeMs: 500 } });
    const thread = await codex.threadStart();
    for (let turn = 0; turn < 3; turn += 1) await ask(model, thread, `${turn}`);

    for (let attempt = 0; attempt < 6; attempt += 1) {
      await expect(thread.saved()).rejects.toMatchObject({ problem: "timeout" });
    }
    await codex.close();
    await expect(thread.saved()).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
  });

  test("is slow gets fewer saves, in order, and the last one has everything", async () => {
    const store = watchedStore();
    const { save } = store;
    const gate = createGate();
    let isFirst = true;
    store.save = async (id, one) => {
      if (isFirst) {
        isFirst = false;
        await gate.pass();
      }
      await save(id, one);
    };
    const { machines, model, thread } = await startConversation(store);
    await gate.reached;
    await ask(model, thread, "two");
    gate.open();
    await thread.saved();

    expect(store.saves.map(({ sequence }) => sequence)).toEqual([1, 2]);
    await goOnElsewhere(machines, thread, "three");
    expect(seenBy(model)).toBe("q-one a-one q-two a-two q-three");
  });

  test("has lost everything gets the whole thread again", async () => {
    let store = memoryThreadStore();
    const { machines, model, thread } = await startConversation({
      load: (...args) => store.load(...args),
      save: (...args) => store.save(...args),
      list: () => store.list(),
      delete: (id) => store.delete(id),
    });
    await thread.saved();
    store = memoryThreadStore();
    await ask(model, thread, "two");
    await thread.saved();
    await goOnElsewhere(machines, thread, "three");

    expect(seenBy(model)).toBe("q-one a-one q-two a-two q-three");
  });

  test("can't be asked keeps a thread from being resumed, because it may be older here", async () => {
    const store = watchedStore();
    const { machines, a, thread } = await startConversation(store);
    await a.codex.close();
    store.load = failToConnect;
    const again = machines.startAgain(a);

    const resumed = again.codex.threadResume(thread.id);
    await expect(resumed).rejects.toMatchObject({ code: "THREAD_STORE_FAILED" });
    await expect(again.codex.request("thread/fork", { threadId: thread.id })).rejects.toThrow(
      "no connection",
    );
  });
});
