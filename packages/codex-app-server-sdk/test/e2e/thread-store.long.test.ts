import { existsSync } from "node:fs";
import { appendFile, mkdir, readFile, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { Codex, type Thread } from "../../src/index.js";
import { memoryThreadStore, type ThreadSave, type ThreadStore } from "../../src/store/index.js";
import {
  createGate,
  functionCall,
  type MockResponsesServer,
  message,
  ScriptedTransport,
} from "../../src/testing/index.js";
import { startMachines } from "./start-machines.js";

/** What the model has seen of the user and of its own answers, with its last request. */
function seenBy(model: MockResponsesServer): string {
  const texts = JSON.stringify(model.requests.at(-1)?.body).matchAll(/"text":"([aq]-\w+)"/g);
  return [...texts].map(([, text]) => text).join(" ");
}

async function ask(model: MockResponsesServer, thread: Thread, name: string): Promise<void> {
  model.respond(message(`a-${name}`));
  await thread.run(`q-${name}`);
}

async function texts(thread: Thread): Promise<string[]> {
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

/** A store whose saves can be looked at, held up and refused. */
function watchedStore(): ThreadStore & {
  readonly saves: ThreadSave[];
  save: ThreadStore["save"];
  pass: ThreadStore["save"];
} {
  const store = memoryThreadStore();
  const saves: ThreadSave[] = [];
  const pass: ThreadStore["save"] = (id, save) => store.save(id, save);
  return {
    saves,
    load: (...args) => store.load(...args),
    save: async (id, save) => {
      saves.push(save);
      await pass(id, save);
    },
    pass,
    list: () => store.list(),
    delete: (id) => store.delete(id),
  };
}

describe("a thread that is kept in a store", () => {
  test("goes on on another machine by its id, with its history, its name and its folder", async () => {
    const machines = await startMachines(memoryThreadStore());
    const { model } = machines;
    const a = await machines.start();
    const thread = await a.codex.threadStart();
    await ask(model, thread, "one");
    await thread.setName("Colours");
    await thread.saved();
    const b = await machines.start();
    const there = await b.codex.threadResume(thread.id);
    await ask(model, there, "two");

    expect(seenBy(model)).toBe("q-one a-one q-two");
    expect(there.started.thread.name).toBe("Colours");
    expect(there.started.cwd).toBe(a.home.cwd);
    expect(await texts(there)).toEqual(["q-one a-one", "q-two a-two"]);
  });

  test("comes back to the first machine, and has what happened elsewhere", async () => {
    const machines = await startMachines(memoryThreadStore());
    const { model } = machines;
    const a = await machines.start();
    const thread = await a.codex.threadStart();
    await ask(model, thread, "one");
    await a.codex.close();
    const b = await machines.start();
    await ask(model, await b.codex.threadResume(thread.id), "two");
    await b.codex.close();
    const again = machines.startAgain(a);
    const back = await again.codex.threadResume(thread.id);
    await ask(model, back, "three");

    expect(seenBy(model)).toBe("q-one a-one q-two a-two q-three");
    expect(await texts(back)).toEqual(["q-one a-one", "q-two a-two", "q-three a-three"]);
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

  test("goes on elsewhere after its server was killed in the middle of an item", async () => {
    const machines = await startMachines(memoryThreadStore());
    const { model } = machines;
    const a = await machines.start();
    const thread = await a.codex.threadStart();
    await ask(model, thread, "one");
    const gate = createGate();
    model.respond(message(["half", gate]));
    const turn = await thread.turn("q-two");
    await gate.reached;
    process.kill(a.codex.pid ?? Number.NaN, "SIGKILL");
    await expect(turn.result()).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
    await thread.saved();
    const b = await machines.start();
    const there = await b.codex.threadResume(thread.id);
    await ask(model, there, "three");
    gate.open();

    expect(seenBy(model)).toBe("q-one a-one q-two q-three");
  });

  test("is saved with what its server had written when it died", async () => {
    const store = memoryThreadStore();
    const machines = await startMachines(store);
    const { model } = machines;
    const { codex } = await machines.start();
    const thread = await codex.threadStart();
    await ask(model, thread, "one");
    await thread.saved();
    // Of what is written last, no notification tells any more.
    await appendFile(thread.started.thread.path ?? "", '{"type":"last words"}\n');
    process.kill(codex.pid ?? Number.NaN, "SIGKILL");

    const stored = async (): Promise<string> =>
      Buffer.from((await store.load(thread.id))?.files[0]?.bytes ?? []).toString();
    await expect.poll(stored, { interval: 1 }).toContain("last words");
  });

  test("is brought without half a line that a crash has left", async () => {
    const store = memoryThreadStore();
    const machines = await startMachines(store);
    const { model } = machines;
    const a = await machines.start();
    const thread = await a.codex.threadStart();
    await ask(model, thread, "one");
    await a.codex.close();
    const path = thread.started.thread.path ?? "";
    await appendFile(path, '{"timestamp":"2026');
    const again = machines.startAgain(a, { threadStore: memoryThreadStore() });
    await again.codex.threadResume(thread.id);
    const stored = await store.load(thread.id);
    expect(Buffer.from(stored?.files[0]?.bytes ?? []).toString()).toMatch(/\}\n$/);

    const cut = memoryThreadStore();
    const bytes = Buffer.concat([stored?.files[0]?.bytes ?? Buffer.alloc(0), Buffer.from('{"t')]);
    const files = [{ path: stored?.files[0]?.path ?? "", offset: 0, bytes }];
    const token = { term: 1, writer: "crashed" };
    await cut.save(thread.id, { token, sequence: 1, name: null, isArchived: false, files });
    const b = await machines.start({ threadStore: cut });
    const there = await b.codex.threadResume(thread.id);
    await ask(model, there, "two");
    await there.saved();

    expect(seenBy(model)).toBe("q-one a-one q-two");
    const end = Buffer.from((await cut.load(thread.id))?.files[0]?.bytes ?? []).toString();
    expect(end).not.toContain('{"t{"t');
    expect(() =>
      end
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).not.toThrow();
  });

  test("may be a fork, with what it goes on from", async () => {
    const machines = await startMachines(memoryThreadStore());
    const { model } = machines;
    const a = await machines.start();
    const thread = await a.codex.threadStart();
    await ask(model, thread, "one");
    const fork = await a.codex.threadFork(thread.id);
    await ask(model, thread, "other");
    await ask(model, fork, "two");
    await fork.saved();
    const b = await machines.start();
    await ask(model, await b.codex.threadResume(fork.id), "three");

    expect(seenBy(model)).toBe("q-one a-one q-two a-two q-three");
    // What the parent has got since is the parent's, and comes with it.
    const c = await machines.start();
    await c.codex.threadResume(fork.id);
    await ask(model, await c.codex.threadResume(thread.id), "four");
    expect(seenBy(model)).toBe("q-one a-one q-other a-other q-four");
  });

  test("can be forked elsewhere, and stays whose it is", async () => {
    const machines = await startMachines(memoryThreadStore());
    const { model } = machines;
    const a = await machines.start();
    const thread = await a.codex.threadStart();
    await ask(model, thread, "one");
    await thread.saved();
    const b = await machines.start();
    await ask(model, await b.codex.threadFork(thread.id), "two");

    expect(seenBy(model)).toBe("q-one a-one q-two");
    await ask(model, thread, "three");
    await expect(thread.saved()).resolves.toBeUndefined();
  });

  test("may have been reverted, and shortened", async () => {
    const machines = await startMachines(memoryThreadStore());
    const { model } = machines;
    const a = await machines.start();
    const thread = await a.codex.threadStart();
    for (const name of ["one", "two", "three"]) await ask(model, thread, name);
    await thread.saved();
    const before = await machines.start();
    await before.codex.threadResume(thread.id);
    await before.codex.close();
    const mine = await a.codex.threadResume(thread.id);
    const turns = await mine.turns({ sortDirection: "asc" });
    await mine.revert({ beforeTurnId: turns.data[1]?.id ?? "" });
    await ask(model, mine, "four");
    await mine.saved();
    const b = await machines.start();
    await ask(model, await b.codex.threadResume(thread.id), "five");
    expect(seenBy(model)).toBe("q-one a-one q-four a-four q-five");
    await b.codex.close();

    const again = machines.startAgain(before);
    await ask(model, await again.codex.threadResume(thread.id), "six");
    expect(seenBy(model)).toBe("q-one a-one q-four a-four q-five a-five q-six");
  });

  test("may be archived, and is taken out of the archive elsewhere", async () => {
    const store = memoryThreadStore();
    const machines = await startMachines(store);
    const { model } = machines;
    const a = await machines.start();
    const thread = await a.codex.threadStart();
    await ask(model, thread, "one");
    await a.codex.threadArchive(thread.id);
    await a.codex.close();
    const stored = await store.load(thread.id);
    expect(stored?.isArchived).toBe(true);
    expect(stored?.files.map(({ path }) => dirname(path))).toEqual(["archived_sessions"]);

    const b = await machines.start();
    await expect(b.codex.threadResume(thread.id)).rejects.toThrow("archived");
    const there = await b.codex.threadUnarchive(thread.id);
    await ask(model, there, "two");
    await there.saved();
    expect(seenBy(model)).toBe("q-one a-one q-two");
    expect((await store.load(thread.id))?.isArchived).toBe(false);
  });

  test("is deleted in the store with it", async () => {
    const store = memoryThreadStore();
    const machines = await startMachines(store);
    const { model } = machines;
    const { codex } = await machines.start();
    const thread = await codex.threadStart();
    await ask(model, thread, "one");
    await thread.saved();
    await codex.threadDelete(thread.id);

    expect((await store.load(thread.id))?.files).toEqual([]);
    await thread.saved();
  });

  test("is taken over anew by its next turn after it was unsubscribed", async () => {
    const machines = await startMachines(memoryThreadStore());
    const { model } = machines;
    const a = await machines.start();
    const thread = await a.codex.threadStart();
    await ask(model, thread, "one");
    await thread.unsubscribe();
    await thread.saved();
    const b = await machines.start();
    const there = await b.codex.threadResume(thread.id);
    await ask(model, there, "two");
    await there.saved();
    await ask(model, thread, "three");

    expect(seenBy(model)).toBe("q-one a-one q-two a-two q-three");
    await expect(there.saved()).resolves.toBeUndefined(); // It has heard of nothing yet.
    model.respond(message("never"));
    await there.setName("Mine");
    await expect(there.saved()).rejects.toMatchObject({ code: "THREAD_FENCED" });
    await expect(there.run("more")).rejects.toMatchObject({ code: "THREAD_FENCED" });
    await expect(there.runGoal("more")).rejects.toMatchObject({ code: "THREAD_FENCED" });
    await expect(there.goal.set({ objective: "more" })).rejects.toMatchObject({
      code: "THREAD_FENCED",
    });
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

  test("goes on after its server was killed and started again", async () => {
    const machines = await startMachines(memoryThreadStore());
    const { model } = machines;
    const restart = { maxRestarts: 5, backoffMs: 1 };
    const a = await machines.start({ restart });
    const thread = await a.codex.threadStart();
    await ask(model, thread, "one");
    process.kill(a.codex.pid ?? Number.NaN, "SIGKILL");
    await expect.poll(() => a.codex.state, { interval: 1 }).not.toBe("ready");
    await ask(model, thread, "two");
    await thread.saved();
    const b = await machines.start();
    await ask(model, await b.codex.threadResume(thread.id), "three");

    expect(seenBy(model)).toBe("q-one a-one q-two a-two q-three");
  });

  test("is adopted when it was there before the store", async () => {
    const store = memoryThreadStore();
    const machines = await startMachines(store);
    const { model } = machines;
    const a = await machines.start({ threadStore: undefined });
    const thread = await a.codex.threadStart();
    await ask(model, thread, "one");
    await expect(thread.saved()).rejects.toThrow("threadStore");
    await a.codex.close();
    const again = machines.startAgain(a);
    await (await again.codex.threadResume(thread.id)).saved();
    const b = await machines.start();
    await ask(model, await b.codex.threadResume(thread.id), "two");

    expect(seenBy(model)).toBe("q-one a-one q-two");
  });
});

describe("of two that go on with a thread", () => {
  test("the last to resume it has it, and the turn of the other is ended with that reason", async () => {
    const machines = await startMachines(memoryThreadStore());
    const { model } = machines;
    const a = await machines.start();
    const thread = await a.codex.threadStart();
    await ask(model, thread, "one");
    const gate = createGate();
    model.respond(functionCall("exec_command", { cmd: "echo lost" }, { callId: "call" }));
    model.respond(message(["never", gate]));
    const turn = await thread.turn("q-lost");
    await gate.reached;
    await thread.saved();
    const b = await machines.start();
    const there = await b.codex.threadResume(thread.id);
    await thread.setName("Mine");
    await expect(turn.result()).rejects.toMatchObject({ code: "THREAD_FENCED" });
    await expect(thread.run("more")).rejects.toMatchObject({ code: "THREAD_FENCED" });
    await expect(thread.saved()).rejects.toMatchObject({ code: "THREAD_FENCED" });
    gate.open();
    await ask(model, there, "two");
    await there.saved();
    expect(seenBy(model)).toContain("q-one a-one q-lost q-two");

    // It takes the thread back, and what it had beyond the other is set aside.
    const back = await a.codex.threadResume(thread.id);
    await ask(model, back, "three");
    expect(seenBy(model)).toContain("q-lost q-two a-two q-three");
    expect(a.warnings.join("\n")).toMatch(
      /replaces what this machine had, which is in \S+set_aside/,
    );
    const more = createGate();
    model.respond(message(["never", more]));
    await expect(there.run("more")).rejects.toMatchObject({ code: "THREAD_FENCED" });
    more.open();
    await expect(there.saved()).rejects.toMatchObject({ code: "THREAD_FENCED" });
  });

  test("keeps the other from going on when it can't take the thread back", async () => {
    const store = watchedStore();
    const machines = await startMachines(store);
    const { model } = machines;
    const a = await machines.start();
    const thread = await a.codex.threadStart();
    await ask(model, thread, "one");
    await thread.saved();
    const b = await machines.start();
    await b.codex.threadResume(thread.id);
    store.load = async () => {
      throw new Error("no connection");
    };

    await expect(a.codex.threadResume(thread.id)).rejects.toThrow("no connection");
    await expect(thread.run("more")).rejects.toMatchObject({ code: "THREAD_FENCED" });
  });
});

describe("a store that", () => {
  test("fails slows no turn down, is told of by saved(), and gets everything later", async () => {
    const store = watchedStore();
    const save = store.save;
    store.save = async () => {
      throw new Error("no connection");
    };
    const machines = await startMachines(store);
    const { model } = machines;
    const a = await machines.start();
    const thread = await a.codex.threadStart();
    await ask(model, thread, "one");
    const failure = { code: "THREAD_STORE_FAILED", problem: "failed", threadId: thread.id };
    await expect(thread.saved()).rejects.toMatchObject(failure);
    await expect(thread.saved()).rejects.toThrow("no connection");
    store.save = save;
    await ask(model, thread, "two");
    await thread.saved();

    expect(a.warnings).toHaveLength(1);
    const b = await machines.start();
    await ask(model, await b.codex.threadResume(thread.id), "three");
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
    const machines = await startMachines(store);
    const { model } = machines;
    const a = await machines.start();
    const thread = await a.codex.threadStart();
    await ask(model, thread, "one");
    await gate.reached;
    await ask(model, thread, "two");
    gate.open();
    await thread.saved();

    expect(store.saves.map(({ sequence }) => sequence)).toEqual([1, 2]);
    const b = await machines.start();
    await ask(model, await b.codex.threadResume(thread.id), "three");
    expect(seenBy(model)).toBe("q-one a-one q-two a-two q-three");
  });

  test("has lost everything gets the whole thread again", async () => {
    let store = memoryThreadStore();
    const machines = await startMachines({
      load: (...args) => store.load(...args),
      save: (...args) => store.save(...args),
      list: () => store.list(),
      delete: (id) => store.delete(id),
    });
    const { model } = machines;
    const a = await machines.start();
    const thread = await a.codex.threadStart();
    await ask(model, thread, "one");
    await thread.saved();
    store = memoryThreadStore();
    await ask(model, thread, "two");
    await thread.saved();
    const b = await machines.start();
    await ask(model, await b.codex.threadResume(thread.id), "three");

    expect(seenBy(model)).toBe("q-one a-one q-two a-two q-three");
  });

  test("can't be asked keeps a thread from being resumed, because it may be older here", async () => {
    const store = watchedStore();
    const machines = await startMachines(store);
    const { model } = machines;
    const a = await machines.start();
    const thread = await a.codex.threadStart();
    await ask(model, thread, "one");
    await a.codex.close();
    store.load = async () => {
      throw new Error("no connection");
    };
    const again = machines.startAgain(a);

    const resumed = again.codex.threadResume(thread.id);
    await expect(resumed).rejects.toMatchObject({ code: "THREAD_STORE_FAILED" });
    await expect(again.codex.request("thread/fork", { threadId: thread.id })).rejects.toThrow(
      "no connection",
    );
  });
});

describe("a path that leaves the CODEX_HOME", () => {
  const bytes = Buffer.from("{}\n");
  const threadId = "01a21847-baa5-7f00-b10a-ec8ffb1dfecd";
  const name = `rollout-2026-01-31T12-00-00-${threadId}.jsonl`;

  test.each([
    "../outside.jsonl",
    `sessions/../../${name}`,
    `/tmp/${name}`,
    `sessions\\${name}`,
    `C:/sessions/${name}`,
    `sessions/2026/01/31/${name}\0`,
    "config.toml",
    "auth.json",
    "",
  ])("is refused before anything is written: %j", async (path) => {
    const store = memoryThreadStore();
    const machines = await startMachines(store);
    const token = { term: 1, writer: "evil" };
    const files = [{ path, offset: 0, bytes }];
    await store.save(threadId, { token, sequence: 1, name: null, isArchived: false, files });
    const { codex } = await machines.start();

    const refused = { code: "THREAD_STORE_FAILED", problem: "path" };
    await expect(codex.threadResume(threadId)).rejects.toMatchObject(refused);
    await expect(codex.threadFork(threadId)).rejects.toMatchObject(refused);
  });

  test("is refused before what lies beside it is written", async () => {
    const store = memoryThreadStore();
    const machines = await startMachines(store);
    const token = { term: 1, writer: "evil" };
    const paths = [`sessions/2026/01/31/${name}`, "../outside.jsonl"];
    const files = paths.map((path) => ({ path, offset: 0, bytes }));
    await store.save(threadId, { token, sequence: 1, name: null, isArchived: false, files });
    const { codex, home } = await machines.start();

    await expect(codex.threadResume(threadId)).rejects.toMatchObject({ problem: "path" });
    expect(existsSync(join(home.codexHome, "sessions/2026"))).toBe(false);
  });

  test.each(["sessions", "sessions/2026"])(
    "is refused when %s is a symbolic link",
    async (link) => {
      const store = memoryThreadStore();
      const machines = await startMachines(store);
      const token = { term: 1, writer: "evil" };
      const files = [{ path: `sessions/2026/01/31/${name}`, offset: 0, bytes }];
      await store.save(threadId, { token, sequence: 1, name: null, isArchived: false, files });
      const { codex, home } = await machines.start();
      const outside = join(home.root, "outside");
      await mkdir(outside);
      await mkdir(dirname(join(home.codexHome, link)), { recursive: true });
      await symlink(outside, join(home.codexHome, link));

      await expect(codex.threadResume(threadId)).rejects.toMatchObject({ problem: "path" });
      expect(existsSync(join(outside, "2026"))).toBe(false);
      expect(existsSync(join(outside, "01"))).toBe(false);
    },
  );

  test("is not saved either", async () => {
    const machines = await startMachines(memoryThreadStore());
    const { model } = machines;
    const { codex, home } = await machines.start();
    const outside = join(home.root, "outside");
    await mkdir(outside);
    await symlink(outside, join(home.codexHome, "sessions"));
    const thread = await codex.threadStart();
    await ask(model, thread, "one");

    await expect(thread.saved()).rejects.toMatchObject({ problem: "path" });
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
