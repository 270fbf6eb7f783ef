import { describe, expect, test } from "vitest";
import {
  type Codex,
  InvalidRequestError,
  OptionsError,
  TurnInProgressError,
} from "../../src/index.js";
import { createGate, functionCall, message } from "../../src/testing/index.js";
import { anotherCodex } from "./another-codex.js";
import { startCodex } from "./start-codex.js";
import { storedThread } from "./stored-thread.js";

/** How many turns of a thread have ended. */
async function endedTurns(codex: Codex, threadId: string): Promise<number> {
  const { thread } = await codex.request("thread/read", { threadId, includeTurns: true });
  return thread.turns.filter(({ status }) => status === "completed").length;
}

describe("a thread", () => {
  test("is started with the options it was given", async () => {
    const { codex, model, home } = await startCodex();
    model.respond(message("ok"));
    const thread = await codex.threadStart({
      cwd: home.home,
      baseInstructions: "You are a test.",
      developerInstructions: "Answer briefly.",
      model: "gpt-5.5",
      ephemeral: false,
    });

    await thread.run("Go", { effort: "high" });

    expect(thread.started).toMatchObject({ cwd: home.home, model: "gpt-5.5" });
    const { body, input } = model.requests[0] ?? {};
    expect(body).toMatchObject({ model: "gpt-5.5", reasoning: { effort: "high" } });
    expect(JSON.stringify(input)).toContain("You are a test.");
    expect(JSON.stringify(input)).toContain("Answer briefly.");
  });

  test("resumed after a restart of the server knows what was said, and its settings", async () => {
    const setup = await startCodex();
    setup.model.respondWith(() => message("ok"));
    const { thread } = await storedThread(setup.codex, { model: "gpt-5.5" });
    await thread.run("remember this", { effort: "high" });
    await setup.codex.close();
    const codex = anotherCodex(setup);

    const resumed = await codex.threadResume(thread.id);
    await resumed.run("what was it?");

    expect(resumed.id).toBe(thread.id);
    expect(resumed.started).toMatchObject({ model: "gpt-5.5", reasoningEffort: "high" });
    const said = JSON.stringify(setup.model.requests.at(-1)?.input);
    expect(said).toContain("remember this");
    expect(said).toContain("what was it?");
  });

  test("resumed after the server was killed in a turn has that turn interrupted, and goes on", async () => {
    const setup = await startCodex();
    const { codex, model } = setup;
    const gate = createGate();
    model.respond(message("kept"), functionCall("exec_command", { cmd: "echo kept" }));
    model.respond(message(["lost", gate]));
    const thread = await codex.threadStart({ approvalPolicy: "never", sandbox: "full-access" });
    const running = thread.run("Go");
    running.catch(() => {});
    await gate.reached;
    process.kill(codex.pid ?? Number.NaN, "SIGKILL");
    await expect(running).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
    model.respond(message("again"));

    const resumed = await anotherCodex(setup).threadResume(thread.id);
    const { thread: stored } = await resumed.read({ includeTurns: true });

    expect(stored.turns.map(({ status }) => status)).toEqual(["interrupted"]);
    expect(stored.turns[0]?.items.map(({ type }) => type)).toEqual([
      "userMessage",
      "agentMessage",
      "commandExecution",
    ]);
    expect((await resumed.run("Go on")).finalResponse).toBe("again");
  });

  test("is refused to a second process while the first one has it", async () => {
    const setup = await startCodex();
    setup.model.respondWith(() => message("ok"));
    const { thread } = await storedThread(setup.codex);
    const second = anotherCodex(setup);

    const error = await second.threadResume(thread.id).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(InvalidRequestError);
    expect((error as Error).message).toContain("already has an active writer");
    expect((await thread.run("still mine")).finalResponse).toBe("ok");
    expect((await second.models()).data).not.toEqual([]);
  });

  test("that is not stored is not listed, read with turns or resumed", async () => {
    const setup = await startCodex();
    const { codex } = setup;
    setup.model.respondWith(() => message("ok"));
    const { thread } = await storedThread(codex, { ephemeral: true });

    expect(thread.started.thread).toMatchObject({ ephemeral: true, path: null });
    expect((await thread.run("and again")).finalResponse).toBe("ok");
    const listed = (await codex.threadList()).data.map(({ id }) => id);
    expect(listed).not.toContain(thread.id);
    await expect(thread.read({ includeTurns: true })).rejects.toBeInstanceOf(InvalidRequestError);
    await codex.close();
    await expect(anotherCodex(setup).threadResume(thread.id)).rejects.toThrow(thread.id);
  });

  test("is read before its first turn with no turns, and after it with all of them", async () => {
    const { codex, model } = await startCodex();
    model.respond(message("one"));
    const thread = await codex.threadStart();

    const before = await thread.read({ includeTurns: true });
    await thread.run("Go");
    const after = await thread.read({ includeTurns: true });
    const without = await thread.read();

    expect(before.thread).toMatchObject({ id: thread.id, turns: [] });
    expect(after.thread.turns).toHaveLength(1);
    expect(after.thread.turns[0]?.items.map(({ type }) => type)).toEqual([
      "userMessage",
      "agentMessage",
    ]);
    expect(without.thread.turns).toEqual([]);
  });

  test("has the name that it was given", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(() => message("ok"));
    const { thread } = await storedThread(codex);

    await thread.setName("A good name");

    expect((await thread.read()).thread.name).toBe("A good name");
    const listed = (await codex.threadList()).data.find(({ id }) => id === thread.id);
    expect(listed?.name).toBe("A good name");
  });
});

describe("a fork", () => {
  test("has the history of its thread up to the turn that is named, and a life of its own", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(({ userText }) => message(`about ${userText}`));
    const thread = await codex.threadStart();
    const { turn } = await thread.run("apples");
    await thread.run("pears");

    const fork = await codex.threadFork(thread.id, { lastTurnId: turn.id });
    await fork.run("plums");

    expect(fork.id).not.toBe(thread.id);
    expect(fork.started.thread.forkedFromId).toBe(thread.id);
    const said = JSON.stringify(model.requests.at(-1)?.input);
    expect(said).toContain("about apples");
    expect(said).not.toContain("pears");
    const { thread: original } = await thread.read({ includeTurns: true });
    expect(original.turns).toHaveLength(2);
  });

  test("of a running turn holds it as interrupted, while the turn itself goes on", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["a", gate, "b"]));
    const thread = await codex.threadStart();
    const turn = await thread.turn("Go");
    await gate.reached;

    const fork = await codex.threadFork(thread.id, { excludeTurns: false });
    gate.open();

    expect(fork.started.thread.turns.map(({ status }) => status)).toEqual(["interrupted"]);
    expect((await turn.result()).finalResponse).toBe("ab");
  });
});

describe("reverting a thread", () => {
  test("takes the named turn and everything after it out of the conversation", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(({ userText }) => message(`about ${userText}`));
    const thread = await codex.threadStart();
    const first = await thread.run("apples");
    const second = await thread.run("pears");
    await thread.run("plums");

    await thread.revert({ beforeTurnId: second.turn.id });
    const { thread: stored } = await thread.read({ includeTurns: true });
    await thread.run("figs");

    expect(stored.turns.map(({ id }) => id)).toEqual([first.turn.id]);
    const said = JSON.stringify(model.requests.at(-1)?.input);
    expect(said).toContain("about apples");
    expect(said).not.toMatch(/pears|plums/);
  });
});

describe("compacting a thread", () => {
  test("resolves when the conversation is short, and the next turn may follow at once", async () => {
    const { codex, model } = await startCodex();
    model.respond(message("a long answer")).respond(message("the summary")).respond(message("ok"));
    const thread = await codex.threadStart();
    await thread.run("a long question");

    await thread.compact();
    const next = await thread.run("go on");

    expect(next.finalResponse).toBe("ok");
    const said = JSON.stringify(model.requests.at(-1)?.input);
    expect(said).toContain("the summary");
    expect(said).not.toContain("a long answer");
  });

  test("is a turn: no other may be started until it has ended", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model
      .respond(message("a"))
      .respond(message(["sum", gate]))
      .respond(message("b"));
    const thread = await codex.threadStart();
    await thread.run("question");
    const compacting = thread.compact();

    await expect(thread.run("too early")).rejects.toBeInstanceOf(TurnInProgressError);
    await gate.reached;
    gate.open();
    await compacting;

    expect((await thread.run("now")).finalResponse).toBe("b");
  });
});

describe("unsubscribing from a thread", () => {
  test("is refused while a turn runs", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["a", gate]));
    const thread = await codex.threadStart();
    const running = thread.run("Go");

    await expect(thread.unsubscribe()).rejects.toBeInstanceOf(TurnInProgressError);
    gate.open();

    expect((await running).finalResponse).toBe("a");
  });

  test("silences it until the next run, which resumes it first", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(() => message("ok"));
    const { thread } = await storedThread(codex);

    await thread.unsubscribe();
    const heard = codex.notifications({ methods: ["turn/started", "turn/completed"] });
    await codex.request("turn/start", {
      threadId: thread.id,
      input: [{ type: "text", text: "unheard", text_elements: [] }],
    });
    await expect.poll(() => endedTurns(codex, thread.id)).toBe(2);
    const result = await thread.run("heard");

    expect(result.finalResponse).toBe("ok");
    const first = await heard[Symbol.asyncIterator]().next();
    expect(first.value?.params).toMatchObject({ turn: { id: result.turn.id } });
  });

  test.each([
    ["without a turn", { ephemeral: false }, "no turn"],
    ["that is ephemeral", { ephemeral: true }, "ephemeral"],
  ])("%s is its end: the next run says that it was not stored", async (_, options, why) => {
    const { codex, model } = await startCodex();
    model.respondWith(() => message("ok"));
    const thread = await codex.threadStart(options);
    if (options.ephemeral) await thread.run("first");

    await thread.unsubscribe();

    await expect(thread.run("second")).rejects.toThrow(OptionsError);
    await expect(thread.run("second")).rejects.toThrow(why);
  });
});
