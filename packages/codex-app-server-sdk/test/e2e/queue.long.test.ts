import { AsyncLocalStorage } from "node:async_hooks";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { Codex, type QueuedTurn, type Thread, type TurnHandle } from "../../src/index.js";
import {
  createGate,
  functionCall,
  type Gate,
  httpError,
  type MockResponsesServer,
  message,
} from "../../src/testing/index.js";
import { collect } from "../support/collect.js";
import { pixel } from "../support/pixel.js";
import { startCodex } from "./start-codex.js";
import { startSharedCodex } from "./start-shared-codex.js";
import { storedThread } from "./stored-thread.js";

/** Lets the model stop in the middle of its next answer, until the gate is opened. */
function stopNext(model: MockResponsesServer): Gate {
  const gate = createGate();
  model.respond(message(["working", gate]));
  return gate;
}

/** Starts a turn that stops in the middle of its answer. */
async function runStopped(
  thread: Thread,
  model: MockResponsesServer,
): Promise<{ running: TurnHandle; gate: Gate }> {
  const gate = stopNext(model);
  const running = await thread.turn("Go");
  await gate.reached;
  return { running, gate };
}

async function textOf({ started }: QueuedTurn): Promise<string | null> {
  return (await (await started).result()).finalResponse;
}

/** The texts of the user's messages that the model was sent last in each of its requests. */
function askedFor(model: MockResponsesServer): unknown[] {
  return model.requests.map(({ userText }) => userText);
}

function echo(model: MockResponsesServer): void {
  model.respondWith(({ userText }) => message(`to ${String(userText)}`));
}

async function expectFree(thread: Thread, model: MockResponsesServer): Promise<void> {
  model.respond(message("free"));
  await expect.poll(() => thread.currentTurn()).toBeNull();
  expect((await thread.run("Hello")).finalResponse).toBe("free");
}

describe("a queued turn", () => {
  test("starts at once on an idle thread, which it takes from the call on", async () => {
    const { codex, model } = await startCodex();
    echo(model);
    const thread = await codex.threadStart();

    const adding = thread.queue.add("one");

    await expect(thread.run("Mine")).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    const queued = await adding;
    await expect(thread.run("Mine")).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    const turn = await queued.started;
    const { finalResponse, turnUsage, items } = await turn.result();
    expect(finalResponse).toBe("to one");
    expect(turnUsage?.totalTokens).toBeGreaterThan(0);
    expect(items.map(({ type }) => type)).toEqual(["userMessage", "agentMessage"]);
    await expectFree(thread, model);
  });

  test("starts after those before it, in the order of calls that were not awaited", async () => {
    const { codex, model, home } = await startCodex();
    echo(model);
    const path = join(home.cwd, "pixel.png");
    await writeFile(path, Buffer.from(pixel, "base64"));
    const thread = await codex.threadStart();

    const texts = ["a", "b", "c", "d", "e"];
    // An image is looked up first, which takes its time.
    const image: wire.UserInput = { type: "localImage", path };
    const queued = await Promise.all(
      texts.map((text) =>
        thread.queue.add([{ type: "text", text }, ...(text === "a" ? [image] : [])]),
      ),
    );

    const turns = await Promise.all(queued.map(async ({ started }) => (await started).run()));
    const startedIn = await collect(thread.turns({ sortDirection: "asc" }));
    expect(startedIn.map(({ id }) => id)).toEqual(turns.map(({ id }) => id));
    await expectFree(thread, model);
  });

  test("leaves no gap between two of them into which another turn could slip", async () => {
    const { codex, model } = await startCodex();
    const gate = stopNext(model);
    const thread = await codex.threadStart();
    const first = await thread.queue.add("one");
    const second = await thread.queue.add("two");
    const secondGate = stopNext(model);
    await gate.reached;
    gate.open();

    await (await first.started).result();

    await expect(thread.run("Mine")).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    const turn = await second.started;
    expect(thread.currentTurn()?.id).toBe(turn.id);
    await secondGate.reached;
    secondGate.open();
    await turn.result();
    await expectFree(thread, model);
  });

  test("waits for a turn that runs, and starts after one that failed, too", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();
    const { running, gate } = await runStopped(thread, model);
    const failing = await thread.queue.add("fails");
    const last = await thread.queue.add("last");
    model.respond(httpError(400, { message: "bad" })).respond(message("done"));

    gate.open();

    await running.result();
    await expect(textOf(failing)).rejects.toMatchObject({ code: "TURN_FAILED" });
    expect(await textOf(last)).toBe("done");
    await expectFree(thread, model);
  });

  test("can be steered, and interrupted, by its handle", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();
    const gate = stopNext(model);
    const turn = await (await thread.queue.add("one")).started;
    await gate.reached;
    const steered = stopNext(model);

    await turn.steer("faster");
    await steered.reached;
    await turn.interrupt();

    expect((await turn.run()).status).toBe("interrupted");
    expect(askedFor(model)).toEqual(["one", "faster"]);
    await expectFree(thread, model);
  });

  test("runs its handlers in the context of the call that queued it", async () => {
    const storage = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const { codex, model } = await startCodex({
      codex: {
        handlers: {
          commandApproval: () => {
            seen.push(storage.getStore());
            return { decision: "decline" };
          },
        },
      },
    });
    const thread = await codex.threadStart({ approvalPolicy: "untrusted" });
    const gate = stopNext(model);
    const running = await storage.run("running", () => thread.turn("Go"));
    await gate.reached;
    const call = functionCall("exec_command", { cmd: "true" }, { callId: "call" });
    model.respond(call).respond(message("done"));
    const queued = await storage.run("queued", () => thread.queue.add("one"));

    gate.open();

    await running.result();
    expect(await textOf(queued)).toBe("done");
    expect(seen).toEqual(["queued"]);
  });

  test("that is changed, moved or deleted before it starts is so for the server", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();
    const { running, gate } = await runStopped(thread, model);
    const [one, two, three] = [
      await thread.queue.add("one"),
      await thread.queue.add("two"),
      await thread.queue.add("three"),
    ];

    await thread.queue.update(two.id, "changed");
    await thread.queue.reorder([three.id, two.id, one.id]);
    const deleted = await thread.queue.delete(one.id);
    const listed = await thread.queue.list();

    expect(deleted).toBe(true);
    expect(listed.map(({ id }) => id)).toEqual([three.id, two.id]);
    await expect(one.started).rejects.toMatchObject({ code: "QUEUED_TURN_LOST", id: one.id });
    expect(await thread.queue.delete(one.id)).toBe(false);
    echo(model);
    gate.open();
    await running.result();
    expect(await textOf(two)).toBe("to changed");
    expect(await textOf(three)).toBe("to three");
    expect(askedFor(model)).toEqual(["Go", "three", "changed"]);
    await expectFree(thread, model);
  });

  test("that was deleted by a raw request, or by another client, is lost", async () => {
    const { model, connect } = await startSharedCodex();
    const [{ codex: one }, { codex: other }] = [connect(), connect()];
    const thread = await one.threadStart();
    const { running, gate } = await runStopped(thread, model);
    const [byRaw, kept] = [await thread.queue.add("raw"), await thread.queue.add("kept")];
    const params = { threadId: thread.id, queuedSubmissionId: byRaw.id };

    await one.request("thread/queue/delete", params);

    await expect(byRaw.started).rejects.toMatchObject({ code: "QUEUED_TURN_LOST" });
    const same = await other.threadResume(thread.id);
    expect(await same.queue.list()).toMatchObject([{ id: kept.id }]);
    model.respond(message("kept"));
    gate.open();
    await running.result();
    expect(await textOf(kept)).toBe("kept");
  });

  test("is told from one that another client has queued, and each has its own", async () => {
    const { model, connect } = await startSharedCodex();
    const [{ codex: one }, { codex: other }] = [connect(), connect()];
    const thread = await one.threadStart();
    const { running, gate } = await runStopped(thread, model);
    const same = await other.threadResume(thread.id);
    const theirs = await same.queue.add("theirs");
    const mine = await thread.queue.add("mine");
    const theirGate = stopNext(model);
    const myGate = stopNext(model);

    gate.open();

    await running.result();
    await theirGate.reached;
    const theirTurn = await theirs.started;
    // Each client hears of the other's turn over a connection of its own.
    await expect.poll(() => thread.currentTurn()?.id).toBe(theirTurn.id);
    theirGate.open();
    await myGate.reached;
    const turn = await mine.started;
    await expect.poll(() => same.currentTurn()?.id).toBe(turn.id);
    myGate.open();
    expect((await turn.result()).turnUsage?.totalTokens).toBe(110);
    expect((await (await theirs.started).result()).turnUsage?.totalTokens).toBe(110);
    expect(askedFor(model)).toEqual(["Go", "theirs", "mine"]);
  });
});

describe("a queue", () => {
  test("halts after an interrupt, which leaves the thread free, until it is started", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();
    const { running } = await runStopped(thread, model);
    const queued = await thread.queue.add("one");
    await running.interrupt();
    expect(await thread.queue.list()).toHaveLength(1);
    const further = await thread.queue.add("two");
    echo(model);

    const started = await thread.queue.start();

    expect((await queued.started).id).toBe(started.id);
    expect((await started.result()).finalResponse).toBe("to one");
    expect(await textOf(further)).toBe("to two");
    await expectFree(thread, model);
  });

  test("that has halted goes on when the next turn has ended", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();
    const { running } = await runStopped(thread, model);
    const queued = await thread.queue.add("one");
    await running.interrupt();
    echo(model);

    expect((await thread.run("Mine")).finalResponse).toBe("to Mine");

    expect(await textOf(queued)).toBe("to one");
  });

  test("starts with the turn that is asked for", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();
    const { running } = await runStopped(thread, model);
    const [one, two] = [await thread.queue.add("one"), await thread.queue.add("two")];
    await expect(thread.queue.start()).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    await running.interrupt();
    echo(model);

    await thread.queue.start(two.id);

    expect(await Promise.all([one, two].map(textOf))).toEqual(["to one", "to two"]);
    expect(askedFor(model)).toEqual(["Go", "two", "one"]);
  });

  test("survives the death of the server, and goes on in order, each turn once", async () => {
    const { codex, model, home } = await startCodex();
    echo(model);
    const { thread } = await storedThread(codex);
    const { running } = await runStopped(thread, model);
    const texts = ["one", "two", "three"];
    const queued = await Promise.all(texts.map((text) => thread.queue.add(text)));
    process.kill(codex.pid ?? Number.NaN, "SIGKILL");
    await expect(running.result()).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
    for (const { started } of queued) {
      await expect(started).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
    }
    const before = model.requests.length;
    const next = createGate();
    model.respond(message(["to one", next]));

    await using other = new Codex(home.options);
    const again = await other.threadResume(thread.id);

    await next.reached;
    const turn = again.currentTurn();
    await expect(again.run("Mine")).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    next.open();
    expect((await turn?.result())?.finalResponse).toBe("to one");
    await expect.poll(() => model.requests.length).toBe(before + texts.length);
    await expect.poll(() => again.currentTurn()).toBeNull();
    expect(askedFor(model).slice(before)).toEqual(texts);
    expect(await again.queue.list()).toEqual([]);
  });

  test("of a thread that was unsubscribed is heard of again", async () => {
    const { codex, model } = await startCodex();
    echo(model);
    const { thread } = await storedThread(codex);
    await thread.unsubscribe();

    expect(await textOf(await thread.queue.add("one"))).toBe("to one");
    await expectFree(thread, model);
  });

  test("loses what waits when the thread is deleted, archived or unsubscribed, or the client closes", async () => {
    const { codex, model } = await startCodex();
    const ends: [string, (thread: Thread) => Promise<unknown>][] = [
      ["QUEUED_TURN_LOST", ({ id }) => codex.threadDelete(id)],
      ["QUEUED_TURN_LOST", ({ id }) => codex.threadArchive(id)],
      ["QUEUED_TURN_LOST", (thread) => thread.unsubscribe()],
      ["TRANSPORT_CLOSED", () => codex.close()],
    ];
    for (const [code, end] of ends) {
      const thread = await codex.threadStart();
      const { running } = await runStopped(thread, model);
      const { started } = await thread.queue.add("never");
      await running.interrupt();

      await end(thread);

      await expect(started).rejects.toMatchObject({ code });
    }
  });

  test.each<[string, (thread: Thread) => Promise<unknown>, string]>([
    ["an empty input", (thread) => thread.queue.add([]), "OPTIONS_INVALID"],
    [
      "a missing image",
      ({ queue }) => queue.add({ type: "localImage", path: "no" }),
      "OPTIONS_INVALID",
    ],
    ["an unknown turn to change", ({ queue }) => queue.update("none", "x"), "INVALID_REQUEST"],
    ["an order that is not whole", ({ queue }) => queue.reorder(["none"]), "INVALID_REQUEST"],
    ["a start with nothing in it", ({ queue }) => queue.start(), "INVALID_REQUEST"],
    ["a start of an unknown turn", ({ queue }) => queue.start("none"), "INVALID_REQUEST"],
    ["a wrong id", ({ queue }) => queue.delete(5 as unknown as string), "OPTIONS_INVALID"],
  ])("refuses %s, and the thread is free", async (_name, use, code) => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();

    await expect(use(thread)).rejects.toMatchObject({ code });

    await expectFree(thread, model);
  });

  test("of an ephemeral or deleted thread, or without experimentalApi, is a typed error", async () => {
    const { codex, model } = await startCodex();
    const { codex: stable } = await startCodex({ codex: { experimentalApi: false } });
    const ephemeral = await codex.threadStart({ ephemeral: true });
    model.respond(message("ok"));
    const { thread } = await storedThread(codex);
    await codex.threadDelete(thread.id);

    for (const [on, code] of [
      [ephemeral, "OPTIONS_INVALID"],
      [await stable.threadStart(), "OPTIONS_INVALID"],
      [thread, "THREAD_NOT_FOUND"],
    ] as const) {
      await expect(on.queue.add("x")).rejects.toMatchObject({ code });
      await expect(on.queue.list()).rejects.toMatchObject({ code });
      await expect(on.queue.start()).rejects.toMatchObject({ code });
    }
    await expectFree(ephemeral, model);
  });
});
