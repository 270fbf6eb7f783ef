import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Codex, type Thread } from "../../src/index.js";
import { memoryThreadStore } from "../../src/store/index.js";
import { createGate, functionCall, message, ScriptedTransport } from "../../src/testing/index.js";
import { ask, goOnElsewhere, seenBy, startConversation } from "./start-conversation.js";
import { startMachines } from "./start-machines.js";
import { watchedStore } from "./watched-store.js";

/** What the user and the model have said in each turn, as the server tells it. */
async function textsOf(thread: Thread): Promise<string[]> {
  const { data } = await thread.turns({ sortDirection: "asc", itemsView: "full" });
  return data.map(({ items }) =>
    items
      .flatMap((item) => {
        if (item.type === "agentMessage") return [item.text];
        return item.type === "userMessage" && item.content[0]?.type === "text"
          ? [item.content[0].text]
          : [];
      })
      .join(" "),
  );
}

describe("a thread that is kept in a store", () => {
  test("goes on on another machine by its id, with its history, its name and its folder", async () => {
    const { machines, model, a, thread } = await startConversation();
    await thread.setName("Colours");
    await thread.saved();
    const there = await goOnElsewhere(machines, thread, "two");

    expect(seenBy(model)).toBe("q-one a-one q-two");
    expect(there.started.thread.name).toBe("Colours");
    expect(there.started.cwd).toBe(a.home.cwd);
    expect(await textsOf(there)).toEqual(["q-one a-one", "q-two a-two"]);
  });

  test("comes back to the first machine, and has what happened elsewhere", async () => {
    const { machines, model, a, thread } = await startConversation();
    await a.codex.close();
    const b = await machines.start();
    await ask(model, await b.codex.threadResume(thread.id), "two");
    await b.codex.close();
    const again = machines.startAgain(a);
    const back = await again.codex.threadResume(thread.id);
    await ask(model, back, "three");

    expect(seenBy(model)).toBe("q-one a-one q-two a-two q-three");
    expect(await textsOf(back)).toEqual(["q-one a-one", "q-two a-two", "q-three a-three"]);
    expect(again.warnings).toEqual([]);
  });

  test("is saved as its items are completed, with what is new and no more", async () => {
    const store = watchedStore();
    const machines = await startMachines(store);
    const { model } = machines;
    const { codex, home } = await machines.start();
    const thread = await codex.threadStart();
    const gate = createGate();
    model.respond(functionCall("exec_command", { cmd: "echo ran" }, { callId: "call" }));
    model.respond(message(["a-", gate, "one"]));
    const turn = await thread.turn("q-one");
    await gate.reached;
    await thread.saved();
    const stored = await store.load(thread.id);
    const half = Buffer.from(stored?.files[0]?.bytes ?? []).toString();
    gate.open();
    await turn.result();
    await thread.saved();

    expect(half).toContain('"type":"CommandExecution"');
    expect(half).not.toContain("a-one");
    const [file] = (await store.load(thread.id))?.files ?? [];
    const local = await readFile(join(home.codexHome, file?.path ?? ""));
    expect(Buffer.from(file?.bytes ?? []).equals(local)).toBe(true);
    const sent = store.saves.flatMap(({ files }) => files.map(({ bytes }) => bytes.length));
    expect(sent.reduce((sum, length) => sum + length, 0)).toBe(local.length);
    expect(sent.length).toBeGreaterThan(1);
  });

  test.each([2, 3])("is stored in pieces, where an answer has %d million letters", async (n) => {
    const store = watchedStore();
    const { model, thread } = await startConversation(store);
    await thread.saved();
    const gate = createGate();
    const { save } = store;
    store.save = async (...args) => {
      await gate.pass();
      await save(...args);
    };
    model.respond(message("x".repeat(n * 1_000_000)));
    await thread.run("q-two");
    gate.open();

    await thread.saved();
  });

  test("is deleted in the store with it", async () => {
    const store = memoryThreadStore();
    const { a, thread } = await startConversation(store);
    await thread.saved();
    await a.codex.threadDelete(thread.id);

    expect((await store.load(thread.id))?.files).toEqual([]);
    await thread.saved();
  });

  test("is not stored when it is ephemeral", async () => {
    const store = watchedStore();
    const machines = await startMachines(store);
    const { model } = machines;
    const { codex } = await machines.start();
    const thread = await codex.threadStart({ ephemeral: true });
    await ask(model, thread, "one");

    await expect(thread.saved()).rejects.toMatchObject({ code: "OPTIONS_INVALID" });
    await codex.close();
    expect(store.saves).toEqual([]);
  });

  test("is adopted when it was there before the store", async () => {
    const without = { threadStore: undefined };
    const { machines, model, a, thread } = await startConversation(memoryThreadStore(), without);
    await expect(thread.saved()).rejects.toThrow("threadStore");
    await a.codex.close();
    const again = machines.startAgain(a);
    await (await again.codex.threadResume(thread.id)).saved();
    await goOnElsewhere(machines, thread, "two");

    expect(seenBy(model)).toBe("q-one a-one q-two");
  });
});

describe("a threadStore", () => {
  const threadStore = memoryThreadStore();

  test.each<[string, ConstructorParameters<typeof Codex>[0]]>([
    ["a socket", { transport: { type: "websocket", url: "ws://127.0.0.1:1" } }],
    ["a transport of your own", { transport: new ScriptedTransport() }],
  ])("is refused beside %s", (_, options) => {
    expect(() => new Codex({ ...options, threadStore })).toThrow(/threadStore can't be given/);
  });

  test("is refused when it lacks a method", () => {
    expect(() => new Codex({ threadStore: { load() {} } as never })).toThrow(
      /threadStore is .*, expected an object with the methods load, save, list, delete/,
    );
  });
});
