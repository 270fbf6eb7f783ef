import { expect, test } from "vitest";
import { memoryThreadStore, type ThreadStore } from "../../src/store/index.js";
import { createGate, message } from "../../src/testing/index.js";
import { startMachines } from "./start-machines.js";

/** A store whose calls can be held up, refused and counted. */
function storeThat(): ThreadStore & {
  /** Called before each save. */
  saving(): Promise<void>;
  /** How often a thread was taken over. */
  taken: number;
} {
  const store = memoryThreadStore();
  return {
    saving: async () => {},
    taken: 0,
    async load(threadId, writer): ReturnType<ThreadStore["load"]> {
      if (writer !== undefined) this.taken += 1;
      return store.load(threadId, writer);
    },
    async save(...args): Promise<void> {
      await this.saving();
      await store.save(...args);
    },
    list: () => store.list(),
    delete: (threadId) => store.delete(threadId),
  };
}

test("a thread that is resumed while it is saved because it was left stays this client's", async () => {
  const store = storeThat();
  const machines = await startMachines(store);
  const { model } = machines;
  const { codex } = await machines.start();
  const thread = await codex.threadStart();
  model.respond(message("a-one"));
  await thread.run("q-one");
  await thread.saved();
  const gate = createGate();
  store.saving = () => gate.pass();
  await thread.setName("Named");
  await thread.unsubscribe();
  await gate.reached;
  const resuming = codex.threadResume(thread.id);
  gate.open();
  const resumed = await resuming;
  model.respond(message("a-two"));
  await resumed.run("q-two");
  await resumed.saved();

  const stored = await store.load(thread.id);
  expect(Buffer.from(stored?.files[0]?.bytes ?? []).includes("a-two")).toBe(true);
  expect(store.taken).toBe(0);
});

test("a thread that was left while the store failed is let go of when that takes it", async () => {
  const store = storeThat();
  const machines = await startMachines(store);
  const { model } = machines;
  const { codex } = await machines.start();
  const thread = await codex.threadStart();
  store.saving = async () => {
    throw new Error("no connection");
  };
  model.respond(message("a-one"));
  await thread.run("q-one");
  await thread.unsubscribe();
  await expect(thread.saved()).rejects.toThrow("no connection");
  store.saving = async () => {};
  await thread.saved();
  await codex.threadResume(thread.id);

  expect(store.taken).toBe(1);
});

test("a thread that could not be opened is not saved when the client is closed", async () => {
  const machines = await startMachines(storeThat());
  const { codex, warnings } = await machines.start();
  const nobodys = "01a21847-baa5-7f00-b10a-ec8ffb1dfecd";
  await expect(codex.threadResume(nobodys)).rejects.toMatchObject({ code: "THREAD_NOT_FOUND" });
  await codex.close();

  expect(warnings).toEqual([]);
});
