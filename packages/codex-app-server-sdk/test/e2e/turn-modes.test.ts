import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Codex, Thread, TurnOptions } from "../../src/index.js";
import { functionCall, type MockResponsesServer, message } from "../../src/testing/index.js";
import { startCodex } from "./start-codex.js";
import { startSharedCodex } from "./start-shared-codex.js";

const options = ["A", "B"].map((label) => ({ label, description: label }));
const question = { id: "q1", header: "Pick", question: "A or B?", options };
const asksUser = functionCall("request_user_input", { questions: [question] }, { callId: "call" });

/** Runs a turn and tells which model was asked, and how hard it was to think, if that was said. */
async function runWith(
  thread: Thread,
  model: MockResponsesServer,
  turn?: TurnOptions,
): Promise<unknown[]> {
  model.respond(message("ok"));
  await thread.run("Go", turn);
  const body = model.requests.at(-1)?.body as { model: string; reasoning?: { effort?: string } };
  return [body.model, body.reasoning?.effort];
}

/** Whether the last instructions that the model saw are those of plan mode. */
function isPlanning(model: MockResponsesServer): boolean {
  const input = JSON.stringify(model.requests.at(-1)?.body);
  const [plan, other] = ["# Plan Mode", "# Collaboration Mode: Default"].map((title) =>
    input.lastIndexOf(`<collaboration_mode>${title}`),
  );
  return (plan ?? -1) > (other ?? -1);
}

describe("a turn in plan mode", () => {
  test("writes a plan; later turns stay in it until one goes back", async () => {
    let asked = 0;
    const { codex, model } = await startCodex({
      codex: {
        handlers: {
          userInput: () => {
            asked += 1;
            return { answers: { q1: { answers: ["A"] } } };
          },
        },
      },
    });
    const thread = await codex.threadStart();
    model.respond(message("<proposed_plan>\n# Plan\n1. Do it\n</proposed_plan>"));

    const planned = await thread.run("Plan", { mode: "plan" });
    model.respond(asksUser).respond(message("asked"));
    await thread.run("Ask");
    const askedWhilePlanning = asked;
    model.respond(asksUser).respond(message("refused"));
    await thread.run("Ask again", { mode: "default" });

    expect(planned.items.map(({ type }) => type)).toContain("plan");
    expect(planned.finalResponse).toBe("# Plan\n1. Do it\n");
    expect(askedWhilePlanning).toBe(1);
    expect(asked).toBe(1);
    expect(isPlanning(model)).toBe(false);
  });

  test("keeps the effort of the thread, and takes that of the turn", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();

    expect(await runWith(thread, model, { effort: "high" })).toEqual(["gpt-5.5", "high"]);
    expect(await runWith(thread, model, { mode: "plan" })).toEqual(["gpt-5.5", "high"]);
    expect(await runWith(thread, model, { mode: "default" })).toEqual(["gpt-5.5", "high"]);
    const other: TurnOptions = { mode: "plan", model: "gpt-5.4", effort: "low" };
    expect(await runWith(thread, model, other)).toEqual(["gpt-5.4", "low"]);
    expect(await runWith(thread, model)).toEqual(["gpt-5.4", "low"]);
    expect(isPlanning(model)).toBe(true);
  });

  test("uses the model that a raw request has just set, and a fork uses its own", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();
    await runWith(thread, model);

    await codex.request("thread/settings/update", { threadId: thread.id, model: "gpt-5.4" });

    expect(await runWith(thread, model, { mode: "plan" })).toEqual(["gpt-5.4", undefined]);
    const fork = await codex.threadFork(thread.id, { model: "gpt-5.3" });
    expect(await runWith(fork, model, { mode: "default" })).toEqual(["gpt-5.3", undefined]);
  });

  test("uses the model that another client has set, also while this one did not listen", async () => {
    const { model, connect } = await startSharedCodex();
    const [{ codex: one }, { codex: other }] = [connect(), connect()];
    const thread = await one.threadStart();
    await runWith(thread, model);
    await other.threadResume(thread.id);
    const set = (name: string): Promise<unknown> =>
      other.request("thread/settings/update", { threadId: thread.id, model: name });

    const told = nextSettings(one);
    await set("gpt-5.4");
    await told;
    expect(await runWith(thread, model, { mode: "plan" })).toEqual(["gpt-5.4", undefined]);
    await thread.unsubscribe();
    const toldOther = nextSettings(other);
    await set("gpt-5.3");
    await toldOther;
    expect(await runWith(thread, model, { mode: "default" })).toEqual(["gpt-5.3", undefined]);
  });
});

/** Resolves when a client hears of new settings. */
async function nextSettings(codex: Codex): Promise<void> {
  for await (const _ of codex.notifications({ methods: ["thread/settings/updated"] })) return;
}

describe("a mode is refused before anything is sent", () => {
  const settings = { model: "gpt-5.5", reasoning_effort: null, developer_instructions: null };

  test.each([
    ["beside a raw collaborationMode", {}, { collaborationMode: { mode: "plan", settings } }],
    ["without experimentalApi", { experimentalApi: false }, {}],
    ["when there is no such mode", {}, { mode: "planning" as "plan" }],
  ])("%s, and the thread is free", async (_name, client, turn) => {
    const { codex, model } = await startCodex({ codex: client });
    const thread = await codex.threadStart();

    await expect(thread.run("Go", { mode: "plan", ...turn } as TurnOptions)).rejects.toMatchObject({
      code: "OPTIONS_INVALID",
      message: expect.stringContaining("mode"),
    });

    expect(model.requests).toEqual([]);
    expect(await runWith(thread, model)).toEqual(["gpt-5.5", "medium"]);
  });
});

test("a handler is told the folder of the turn's options without experimentalApi, too", async () => {
  const folders: (string | null)[] = [];
  const { codex, model, home } = await startCodex({
    codex: {
      experimentalApi: false,
      handlers: {
        commandApproval: (_, { cwd }) => {
          folders.push(cwd);
          return { decision: "decline" };
        },
      },
    },
  });
  const cwd = join(home.cwd, "sub");
  await mkdir(cwd);
  model.respond(functionCall("exec_command", { cmd: "true" }, { callId: "call" }));
  model.respond(message("done"));

  const thread = await codex.threadStart({ approvalPolicy: "untrusted" });
  await thread.run("Go", { cwd });

  expect(folders).toEqual([cwd]);
});
