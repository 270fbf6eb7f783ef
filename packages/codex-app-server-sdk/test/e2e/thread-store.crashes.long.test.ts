import { appendFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { Thread } from "../../src/index.js";
import { memoryThreadStore, type ThreadStore } from "../../src/store/index.js";
import { createGate, message } from "../../src/testing/index.js";
import { ask, goOnElsewhere, seenBy, startConversation } from "./start-conversation.js";
import type { Machine } from "./start-machines.js";

function killServer({ codex }: Machine): void {
  process.kill(codex.pid ?? Number.NaN, "SIGKILL");
}

/** The file of a thread as it is stored. */
async function storedText(store: ThreadStore, { id }: Thread): Promise<string> {
  return Buffer.from((await store.load(id))?.files[0]?.bytes ?? []).toString();
}

describe("a thread that is kept in a store", () => {
  test("goes on elsewhere after its server was killed in the middle of an item", async () => {
    const { machines, model, a, thread } = await startConversation();
    const gate = createGate();
    model.respond(message(["half", gate]));
    const turn = await thread.turn("q-two");
    await gate.reached;
    killServer(a);
    await expect(turn.result()).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
    await thread.saved();
    await goOnElsewhere(machines, thread, "three");
    gate.open();

    expect(seenBy(model)).toBe("q-one a-one q-two q-three");
  });

  test("is saved with what its server had written when it died", async () => {
    const store = memoryThreadStore();
    const { a, thread } = await startConversation(store);
    await thread.saved();
    // Of what is written last, no notification tells any more.
    await appendFile(thread.started.thread.path ?? "", '{"type":"last words"}\n');
    killServer(a);

    const stored = (): Promise<string> => storedText(store, thread);
    await expect.poll(stored, { interval: 1 }).toContain("last words");
  });

  test("is brought without half a line that a crash has left", async () => {
    const store = memoryThreadStore();
    const { machines, model, a, thread } = await startConversation(store);
    await a.codex.close();
    await appendFile(thread.started.thread.path ?? "", '{"timestamp":"2026');
    const again = machines.startAgain(a, { threadStore: memoryThreadStore() });
    await again.codex.threadResume(thread.id);
    expect(await storedText(store, thread)).toMatch(/\}\n$/);

    const cut = memoryThreadStore();
    const [file] = (await store.load(thread.id))?.files ?? [];
    const bytes = Buffer.concat([file?.bytes ?? Buffer.alloc(0), Buffer.from('{"t')]);
    const files = [{ path: file?.path ?? "", offset: 0, bytes }];
    const token = { term: 1, writer: "crashed" };
    await cut.save(thread.id, { token, sequence: 1, name: null, isArchived: false, files });
    const b = await machines.start({ threadStore: cut });
    const there = await b.codex.threadResume(thread.id);
    await ask(model, there, "two");
    await there.saved();

    expect(seenBy(model)).toBe("q-one a-one q-two");
    const end = await storedText(cut, thread);
    expect(end).not.toContain('{"t{"t');
    expect(() =>
      end
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).not.toThrow();
  });

  test("goes on after its server was killed and started again", async () => {
    const store = memoryThreadStore();
    const restart = { maxRestarts: 5, backoffMs: 1 };
    const { machines, model, a, thread } = await startConversation(store, { restart });
    killServer(a);
    await expect.poll(() => a.codex.state, { interval: 1 }).not.toBe("ready");
    await ask(model, thread, "two");
    await thread.saved();
    await goOnElsewhere(machines, thread, "three");

    expect(seenBy(model)).toBe("q-one a-one q-two a-two q-three");
  });
});
