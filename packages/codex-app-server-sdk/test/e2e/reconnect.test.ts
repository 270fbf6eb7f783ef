import { describe, expect, test } from "vitest";
import { z } from "zod";
import { withResolvers } from "../../src/async/with-resolvers.js";
import { type Thread, type TurnResult, tool, type WebSocketOptions } from "../../src/index.js";
import { createGate, functionCall, message } from "../../src/testing/index.js";
import { collect } from "../support/collect.js";
import { ListeningCodex } from "../support/listening-codex.js";
import { type CutSetup, startCut } from "./start-cut.js";
import { startSharedCodex } from "./start-shared-codex.js";

const lost = { code: "TRANSPORT_CLOSED" };
const untrusted = { approvalPolicy: "untrusted", sandbox: "full-access" } as const;

describe("a turn that runs while the connection is cut", () => {
  test("is picked up, and its result is whole", async () => {
    const { codex, model, cut, mend } = await startCut();
    const thread = await codex.threadStart();
    const gate = createGate();
    model.respond(message(["half ", gate, "whole"]));
    const turn = await thread.turn("Go");
    const events = collect(turn.events());
    await gate.reached;

    await cut();
    expect(thread.currentTurn()?.id).toBe(turn.id);
    await mend();
    expect(thread.currentTurn()?.id).toBe(turn.id);
    await expect(thread.run("Another")).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    gate.open();

    const { finalResponse, items } = await turn.result();
    expect(finalResponse).toBe("half whole");
    expect(items.map(({ type }) => type)).toEqual(["userMessage", "agentMessage"]);
    expect(await events).toContainEqual(
      expect.objectContaining({ type: "text-end", text: "half whole" }),
    );
  });

  test("and ends meanwhile, has its whole result and each item once", async () => {
    const { codex, model, cut, mend, connect } = await startCut();
    const { codex: other } = connect();
    const thread = await codex.threadStart({ approvalPolicy: "never", sandbox: "full-access" });
    const gate = createGate();
    model.respond(functionCall("exec_command", { cmd: "echo one" }, { callId: "one" }));
    model.respond(message(["half ", gate, "whole"]));
    const turn = await thread.turn("Go");
    const stream = collect(turn.stream());
    const text = collect(turn.textStream());
    await gate.reached;

    await cut();
    const followed = (await other.threadResume(thread.id)).currentTurn();
    gate.open();
    await followed?.result();
    await mend();

    const { finalResponse, items, turn: ended, turnUsage } = await turn.result();
    expect(finalResponse).toBe("half whole");
    expect(ended.status).toBe("completed");
    expect(items.map(({ type }) => type)).toEqual([
      "userMessage",
      "commandExecution",
      "agentMessage",
    ]);
    expect(turnUsage).toBeNull(); // A report of it was missed.
    const completed = (await stream).filter(({ method }) => method === "item/completed");
    expect(completed).toHaveLength(3);
    expect((await text).join("")).toContain("half ");
    expect(thread.currentTurn()).toBeNull();
    model.respond(message("next"));
    expect((await thread.run("Next")).finalResponse).toBe("next");
  });

  test("and is interrupted by another client meanwhile, ends interrupted", async () => {
    const { codex, model, cut, mend, connect } = await startCut();
    const { codex: other } = connect();
    const thread = await codex.threadStart();
    const gate = createGate();
    model.respond(message(["half ", gate]));
    const running = expect(thread.run("Go")).rejects.toMatchObject({ code: "TURN_INTERRUPTED" });
    await gate.reached;

    await cut();
    await (await other.threadResume(thread.id)).currentTurn()?.interrupt();
    await mend();

    await running;
    gate.open();
  });

  test("on a server that dies, is lost when there is a new one", async () => {
    const { codex, model, server, cut, mend } = await startCut();
    const thread = await codex.threadStart();
    const gate = createGate();
    model.respond(message(["half ", gate]));
    const running = expect(thread.run("Go")).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
    await gate.reached;

    await cut();
    await server.kill();
    await server.start();
    await mend();

    await running;
    gate.open();
    model.respond(message("again"));
    expect((await thread.run("Again")).finalResponse).toBe("again");
  });

  test("whose start was not answered, is found by what the user said", async () => {
    const { codex, model, proxy, mend, connect } = await startCut();
    const { codex: other } = connect();
    const thread = await codex.threadStart();
    model.respond(message("one"));
    await thread.run("First");
    const watched = await other.threadResume(thread.id);
    const gate = createGate();
    model.respond(message(["half ", gate, "whole"]));

    proxy.mute();
    const starting = thread.turn("Go");
    await expect.poll(() => watched.currentTurn(), { interval: 1 }).not.toBeNull();
    proxy.cut();
    await expect.poll(() => codex.state, { interval: 1 }).toBe("reconnecting");
    await mend();
    gate.open();

    expect((await (await starting).result()).finalResponse).toBe("half whole");
    expect(model.requests).toHaveLength(2);
  });
});

describe("an approval that waits while the connection is cut", () => {
  /** Lets the model ask for a command, and then say what came of it. */
  async function runAsking({ codex, model }: CutSetup): Promise<TurnResult> {
    const thread = await codex.threadStart(untrusted);
    model.respond(functionCall("exec_command", { cmd: "echo ran" }, { callId: "call" }));
    model.respondWith(({ toolOutput }) => message(toolOutput("call") ?? ""));
    return thread.run("Go");
  }

  test.each([
    ["after it, arrives", true],
    ["meanwhile, arrives all the same", false],
  ])("is asked once, and its answer, given %s", async (_when, isMendedFirst) => {
    const answer = createGate();
    let asked = 0;
    const setup = await startCut({
      handlers: {
        commandApproval: async () => {
          asked += 1;
          await answer.pass();
          return { decision: "accept" };
        },
      },
    });
    const running = runAsking(setup);
    await answer.reached;

    await setup.cut();
    if (isMendedFirst) await setup.mend();
    answer.open();
    if (!isMendedFirst) await setup.mend();

    expect((await running).finalResponse).toContain("ran");
    expect(asked).toBe(1);
  });

  test("and is answered by another client, is of no use any more", async () => {
    const reached = createGate();
    let signal: AbortSignal | undefined;
    let threadId = "";
    const setup = await startCut({
      handlers: {
        commandApproval: (_, context) => {
          signal = context.signal;
          threadId = context.threadId ?? "";
          void reached.pass();
          return new Promise(() => {});
        },
      },
    });
    const running = runAsking(setup);
    await reached.reached;

    await setup.cut();
    const { codex: other } = setup.connect({
      handlers: { commandApproval: () => ({ decision: "accept" }) },
    });
    await (await other.threadResume(threadId)).currentTurn()?.result();
    await setup.mend();

    expect((await running).finalResponse).toContain("ran");
    expect(signal?.aborted).toBe(true);
  });
});

describe("a handler that is asked when the connection is cut is told that nobody waits", () => {
  interface Asked extends CutSetup {
    thread: Thread;
    running: Promise<TurnResult>;
    signal: AbortSignal;
  }

  /** A turn that waits for an approval, which never comes. */
  async function startAsked(): Promise<Asked> {
    const asked = withResolvers<AbortSignal>();
    const setup = await startCut({
      handlers: {
        commandApproval: (_, { signal }) => {
          asked.resolve(signal);
          return new Promise(() => {});
        },
      },
    });
    const thread = await setup.codex.threadStart(untrusted);
    setup.model.respond(functionCall("exec_command", { cmd: "echo ran" }));
    const running = thread.run("Go");
    running.catch(() => {});
    return { ...setup, thread, running, signal: await asked.promise };
  }

  test("when another client has answered, while the turn goes on", async () => {
    const { connect, cut, mend, model, running, signal, thread } = await startAsked();
    const gate = createGate();
    model.respond(message(["half ", gate, "whole"]));
    await cut();
    const { codex: other } = connect({
      handlers: { commandApproval: () => ({ decision: "accept" }) },
    });
    await other.threadResume(thread.id);
    await gate.reached;
    await mend();

    expect(signal.aborted).toBe(true);
    gate.open();
    expect((await running).finalResponse).toBe("half whole");
  });

  test("when the server has died meanwhile", async () => {
    const { cut, mend, running, server, signal } = await startAsked();
    await cut();
    await server.kill();
    await server.start();
    await mend();

    await expect(running).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
    expect(signal.aborted).toBe(true);
  });
});

test("a turn that is given up before it could be asked for leaves its thread free", async () => {
  const { codex, model, cut, mend } = await startCut();
  const thread = await codex.threadStart();
  model.respond(message("one"));
  await thread.run("First");
  const abort = new AbortController();
  const reason = new Error("the user left");
  await cut();
  const running = thread.run("Never", { signal: abort.signal });

  abort.abort(reason);

  await expect(running).rejects.toBe(reason);
  model.respond(message("two"));
  const second = thread.run("Second");
  await mend();
  expect((await second).finalResponse).toBe("two");
  expect(model.requests.map(({ userText }) => userText)).toEqual(["First", "Second"]);
});

test("a program is lost at a cut, which nobody has to wait for", async () => {
  const { codex, home, cut, mend } = await startCut();
  const program = codex.exec(["cat"], { cwd: home.cwd });
  await program.write("a");
  const output = expect(collect(program.stdout)).rejects.toMatchObject(lost);

  await cut();

  await expect(program.result()).rejects.toMatchObject(lost);
  await output;
  await expect(program.write("b")).rejects.toMatchObject(lost);
  await expect(program.resize({ cols: 1, rows: 1 })).rejects.toMatchObject(lost);
  await program.end();
  await program.terminate();
  await mend();
});

test.each([
  ["has had no turn", {}],
  ["is ephemeral", { ephemeral: true }],
])("a thread that %s is lost at a cut, and its calls say so", async (why, options) => {
  const { codex, model, cut, mend } = await startCut();
  const thread = await codex.threadStart(options);
  if ("ephemeral" in options) {
    model.respond(message("one"));
    await thread.run("First");
  }
  await cut();
  await mend();

  await expect(thread.run("Go")).rejects.toMatchObject({
    code: "TRANSPORT_CLOSED",
    message: expect.stringMatching(`lost with the connection.*${why}`),
  });
  model.respond(message("other"));
  expect((await (await codex.threadStart()).run("Go")).finalResponse).toBe("other");
});

test("a tool that runs while the connection is cut is called once", async () => {
  const gate = createGate();
  let calls = 0;
  const lookUp = tool({
    name: "look_up",
    description: "Looks something up",
    input: z.object({}),
    run: async () => {
      calls += 1;
      await gate.pass();
      return "found";
    },
  });
  const { codex, model, cut, mend } = await startCut();
  const thread = await codex.threadStart({ tools: [lookUp] });
  model.respond(functionCall("look_up", {}, { callId: "call" }));
  model.respondWith(({ toolOutput }) => message(toolOutput("call") ?? "nothing"));
  const running = thread.run("Go");
  await gate.reached;

  await cut();
  await mend();
  gate.open();

  expect((await running).finalResponse).toContain("found");
  expect(calls).toBe(1);
});

test("without reconnect, a cut ends everything", async () => {
  const { proxy, connect, model } = await startCut();
  const { codex } = connect({ transport: { type: "websocket", url: proxy.url } });
  const thread = await codex.threadStart();
  const gate = createGate();
  model.respond(message(["half ", gate]));
  const running = expect(thread.run("Go")).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
  await gate.reached;

  proxy.cut();

  await running;
  expect(codex.state).toBe("lost");
  gate.open();
});

test("after the last attempt everything rejects with the reason", async () => {
  const { proxy, connect } = await startCut();
  const { codex } = connect({
    transport: { type: "websocket", url: proxy.url, reconnect: { maxAttempts: 2, backoffMs: 1 } },
  });
  await codex.start();
  proxy.block();
  proxy.cut();

  const reason = await codex.ended;

  expect(reason?.message).toContain("2 attempts to reconnect have failed");
  await expect(codex.account()).rejects.toBe(reason);
});

test("a server that does not accept the token any more is not asked again", async () => {
  const token = "the-first-token-of-the-server";
  const { server, home, connect } = await startSharedCodex({ token });
  const transport = { ...(server.socket as WebSocketOptions), reconnect: { maxAttempts: 0 } };
  const { codex } = connect({ transport });
  await codex.start();
  await server.kill();
  await ListeningCodex.start(home, { listen: transport.url, token: "another-token" });

  const reason = await codex.ended;

  expect(reason?.message).toContain("HTTP 401: it does not accept the token");
  expect(reason?.message).not.toContain(token);
  expect(codex.state).toBe("lost");
});
