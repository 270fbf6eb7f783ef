import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import {
  createGate,
  createTestHome,
  customToolCall,
  disconnect,
  failed,
  functionCall,
  httpError,
  type MockResponsesServer,
  message,
  reasoning,
  type TestHome,
  usage,
} from "../../src/testing/index.js";
import type { UIMessageChunk } from "../../src/ui/index.js";
import { deviceUserCode, loggedIn, startLoginIssuer } from "../e2e/login-issuer.js";
import { collect } from "../support/collect.js";
import { ListeningCodex } from "../support/listening-codex.js";
import { startCollector } from "../support/start-collector.js";
import { makeUsersProject } from "../support/users-project.js";
import { eventsIn } from "./event-stream.js";
import { protocolExamples } from "./protocol-examples.js";
import { runTypeScript, type ScriptRun } from "./run-type-script.js";
import { setUp } from "./set-up.js";
import { type Backend, startBackend } from "./start-backend.js";
import { openTerminal } from "./terminal.js";

/** The examples run where a user gets them: in the packed and installed package. */
const project = await makeUsersProject([
  "@hono/node-server",
  "@opentelemetry/api",
  "@opentelemetry/sdk-trace-node",
  "express",
  "hono",
  "openai-codex-cli-bin",
  "zod",
]);
afterAll(() => project.dispose());

const exampleFile = (name: string): string => join(project.sdk, "examples", name);

function runExample(name: string, home: TestHome, run?: ScriptRun): Promise<string> {
  return runTypeScript(exampleFile(name), home, run);
}

/** The images that were sent to the model. */
function images(model: MockResponsesServer): unknown[] {
  const contents = model.requests[0]?.input.flatMap(({ content }) => content) ?? [];
  return contents.filter((part) => (part as { type?: unknown })?.type === "input_image");
}

/** Windows has no program that makes a pseudo-terminal, and other commands than Unix. */
const isWindows = process.platform === "win32";
const onlyUnix = ["12-terminal-chat.ts", "23-ask-a-person.ts", "56-environments.ts", "58-exec.ts"];

const ctrlC = "\x03";

/** The text of a turn, from its server-sent events. */
async function textOf(response: Promise<Response>): Promise<string> {
  const events = await collect(eventsIn(await response));
  return events.map((event) => (event.type === "text-end" ? event.text : "")).join("");
}

const examples: Record<string, () => Promise<void>> = {
  "01-quickstart.ts": async () => {
    const { model, home } = await setUp();
    model.respond(message(["An empty ", "folder."]), usage({ inputTokens: 20, outputTokens: 4 }));

    expect(await runExample("01-quickstart.ts", home)).toBe("An empty folder.\n24 tokens\n");
  },

  "02-approvals.ts": async () => {
    const { model, home } = await setUp();
    const scripts = { test: "echo all pass" };
    await writeFile(join(home.cwd, "package.json"), JSON.stringify({ scripts }));
    model.respond(functionCall("exec_command", { cmd: "npm test" }, { callId: "tests" }));
    model.respond(functionCall("exec_command", { cmd: "true; npm test" }, { callId: "other" }));
    model.respond(message("They pass."));

    expect(await runExample("02-approvals.ts", home)).toMatch(/^They pass\. 4 \d+\n$/);
    expect(model.requests[1]?.toolOutput("tests")).toContain("all pass");
    expect(model.requests[2]?.toolOutput("other")).not.toContain("exited with code 0");
  },

  "03-turn-run.ts": async () => {
    const { model, home } = await setUp();
    model.respond(message("2, 3 and 5."));

    expect(await runExample("03-turn-run.ts", home)).toBe(
      "turn started\ncompleted userMessage, agentMessage\n2, 3 and 5.\n",
    );
  },

  "04-stream-events.ts": async () => {
    const { model, home } = await setUp();
    model.respond(functionCall("exec_command", { cmd: "echo one-file" }));
    model.respond(message(["There is ", "one."]));

    const output = await runExample("04-stream-events.ts", home);

    expect(output).toMatch(/^> userMessage\n> commandExecution\n(one-file\n)?> agentMessage\n/);
    expect(output).toContain("There is one.\n< completed\n");
  },

  "05-models-and-metadata.ts": async () => {
    const { home } = await setUp();

    const output = await runExample("05-models-and-metadata.ts", home);

    expect(output).toMatch(/^Codex \d+\.\d+\.\d+\S* on \w+\n/);
    expect(output).toMatch(/^\* \S+: .*medium/m);
    expect(output.split("\n").length).toBeGreaterThan(3);
  },

  "06-existing-thread.ts": async () => {
    const { model, home } = await setUp();
    model.respond(message("Noted.")).respond(message("Teal."));

    expect(await runExample("06-existing-thread.ts", home)).toBe("Teal.\n2 turns\n");
    expect(JSON.stringify(model.requests[1]?.input)).toContain("My favourite colour is teal.");
  },

  "07-lifecycle-and-controls.ts": async () => {
    const { model, home } = await setUp();
    for (const text of ["7.", "7 and 8.", "A summary."]) model.respond(message(text));

    expect(await runExample("07-lifecycle-and-controls.ts", home)).toBe(
      "Numbers: Remember the number 7.\nthe fork has 2 turns\n1 archived\nsame thread: true\n",
    );
  },

  "08-image.ts": async () => {
    const { model, home } = await setUp();
    model.respond(message("A dot."));

    expect(await runExample("08-image.ts", home)).toBe("A dot.\n");
    expect(images(model)).toHaveLength(1);
  },

  "09-local-image.ts": async () => {
    const { model, home } = await setUp();
    model.respond(message("A dot."));
    const source = await readFile(new URL("../../examples/08-image.ts", import.meta.url), "utf8");
    const dot = /"(iVBOR[^"]+)"/.exec(source)?.[1] ?? "";
    await writeFile(join(home.cwd, "dot.png"), Buffer.from(dot, "base64"));

    expect(await runExample("09-local-image.ts", home, { args: ["dot.png"] })).toBe("A dot.\n");
    expect(images(model)).toHaveLength(1);
  },

  "10-concurrent-turns.ts": async () => {
    const { model, home } = await setUp();
    model.respondWith(({ userText }) => message(`(${userText})`));

    expect(await runExample("10-concurrent-turns.ts", home)).toBe(
      ["What is a pipe?", "What is a socket?", "What is a signal?"]
        .map((question) => `${question} (${question})\n`)
        .join(""),
    );
  },

  "11-errors-and-retry.ts": async () => {
    const { model, home } = await setUp();
    model.respond(failed("server_is_overloaded")).respond(message("Hello."));
    model.respond(httpError(400, { code: "bad_request", message: "no" }));

    expect(await runExample("11-errors-and-retry.ts", home)).toBe(
      "Hello.\nThe turn failed: no\nnot like this null\n1 items\n",
    );
  },

  "12-terminal-chat.ts": async () => {
    const { model, home } = await setUp("[tools.update_plan]\nenabled = true\n");
    const gate = createGate();
    model.respond(
      reasoning("Let me look."),
      functionCall("update_plan", { plan: [{ step: "Look", status: "in_progress" }] }),
      functionCall("exec_command", { cmd: "echo one; sleep 0.2; echo two" }),
      customToolCall(
        "apply_patch",
        "*** Begin Patch\n*** Add File: note.txt\n+a note\n*** End Patch",
      ),
    );
    model.respond(message(["It is ", "4", "1"]), disconnect({ afterEvents: 4 }));
    model.respond(message(["It is ", "42."]), usage({ inputTokens: 20, outputTokens: 4 }));
    model.respond(message(["This takes ", gate, "long."]));
    const terminal = openTerminal(exampleFile("12-terminal-chat.ts"), home);

    await terminal.shows("> ");
    terminal.type("What is it?\r");
    for (const text of ["Let me look.", "▸ Look", "$ ", "two", "+a note", "econnecting"]) {
      await terminal.shows(text);
    }
    for (const text of ["once more", "It is 42.", "completed, "]) await terminal.shows(text);
    await terminal.shows("> ");
    terminal.type("And now?\r");
    await terminal.shows("This takes ");
    terminal.type(ctrlC);
    await terminal.shows("interrupted");
    await terminal.shows("> ");
    terminal.type(ctrlC);

    expect(await terminal.ended).toBe(0);
    gate.open();
  },

  "13-every-turn-option.ts": async () => {
    const { model, home } = await setUp();
    model.respond(message('{"files":0}'));

    expect(await runExample("13-every-turn-option.ts", home)).toBe("{ files: 0 }\n");
    expect(model.requests[0]?.body).toMatchObject({
      model: "gpt-5.5",
      reasoning: { effort: "low", summary: "concise" },
      text: { format: { type: "json_schema", schema: { required: ["files"] } } },
    });
  },

  "14-model-select.ts": async () => {
    const { model, home } = await setUp();
    model.respond(message("42."));

    expect(await runExample("14-model-select.ts", home)).toMatch(/^\S.* \(\w+\): 42\.\n$/);
  },

  "15-steer-and-interrupt.ts": async () => {
    const { model, home } = await setUp();
    model.respondWith(({ userText }) =>
      userText?.includes("Stop at ten") ? message("1 to 10.") : message(["1, 2, ", createGate()]),
    );

    expect(await runExample("15-steer-and-interrupt.ts", home)).toBe("1 to 10.\ninterrupted\n");
  },

  "16-login-and-account.ts": async () => {
    const issuer = await startLoginIssuer();
    const home = await createTestHome({ config: issuer.config });
    onTestFinished(() => home.dispose());
    issuer.approveDevice();

    const output = await runExample("16-login-and-account.ts", home, { env: issuer.env });

    expect(output).toBe(
      [
        `Open ${issuer.baseUrl}/codex/device and type ${deviceUserCode}`,
        `${loggedIn.email}, ${loggedIn.planType}`,
        "42 % of the limit is used",
        "",
      ].join("\n"),
    );
  },

  "17-goals.ts": async () => {
    const { model, home } = await setUp();
    model.respond(message("First draft."));
    model.respond(message("Checked."), functionCall("update_goal", { status: "complete" }));
    model.respond(message("The haiku is written."));

    expect(await runExample("17-goals.ts", home)).toBe(
      "- First draft.\n- Checked.\n- The haiku is written.\ncompleted The haiku is written.\n",
    );
  },

  "18-review.ts": async () => {
    const { model, home } = await setUp();
    model.respond(message("No mistakes found."));

    expect(await runExample("18-review.ts", home)).toContain("No mistakes found.");
  },

  "19-offline-test.ts": async () => {
    const { home } = await setUp();

    const output = await runExample("19-offline-test.ts", home);

    expect(output).toMatch(/an accepted command runs and the model sees its output/);
    expect(output).toMatch(/pass 1\n/);
  },

  "20-scripted-server.ts": async () => {
    const { home } = await setUp();

    const output = await runExample("20-scripted-server.ts", home);

    expect(output).toMatch(/an answer, and then a model that fails/);
    expect(output).toMatch(/pass 1\n/);
  },

  "21-sse-backend.ts": async () => {
    const { model, home } = await setUp();
    const gate = createGate();
    model.respondWith(({ userText }) =>
      userText === "slowly" ? message(["one ", gate, "two"]) : message(`You said ${userText}.`),
    );
    const backend = await startBackend(exampleFile("21-sse-backend.ts"), home);
    const open = async (): Promise<string> =>
      ((await (await backend.post("/chats")).json()) as { id: string }).id;
    const [slow, quick] = [await open(), await open()];

    await backend.post(`/chats/${slow}/turns`, "slowly");
    expect((await backend.post(`/chats/${slow}/turns`, "too much")).status).toBe(409);
    await backend.post(`/chats/${quick}/turns`, "hello");
    expect(await textOf(backend.get(`/chats/${quick}/events`))).toBe("You said hello.");

    // A page that is closed in the middle of a turn, and opened again.
    for await (const event of eventsIn(await backend.get(`/chats/${slow}/events`))) {
      if (event.type === "text-delta") break;
    }
    const again = textOf(backend.get(`/chats/${slow}/events`));
    gate.open();
    expect(await again).toBe("one two");

    await backend.post(`/chats/${slow}/turns`, "slowly");
    expect((await backend.delete(`/chats/${slow}/turn`)).status).toBe(204);
    const events = await collect(eventsIn(await backend.get(`/chats/${slow}/events`)));
    expect(events.at(-1)).toMatchObject({ type: "finish" });

    await backend.stop();
    const restarted = await startBackend(exampleFile("21-sse-backend.ts"), home);
    expect((await restarted.get(`/chats/${quick}/events`)).status).toBe(204);
    expect((await restarted.post(`/chats/${quick}/turns`, "hello again")).status).toBe(202);
    expect(await textOf(restarted.get(`/chats/${quick}/events`))).toBe("You said hello again.");
    const unknown = "/chats/00000000-0000-7000-8000-000000000000/events";
    expect((await restarted.get(unknown)).status).toBe(404);
  },

  "32-use-chat-backend.ts": async () => {
    const { model, home } = await setUp();
    const run = functionCall("exec_command", { cmd: "echo hello" }, { callId: "call" });
    model.respond(run).respond(message("It said hello."));
    const gate = createGate();
    model.respond(message(["one ", gate, "two"])).respond(message(["one ", createGate()]));
    const backend = await startBackend(exampleFile("32-use-chat-backend.ts"), home);
    const { id } = (await (await backend.post("/api/chats")).json()) as { id: string };
    const ask = (text: string): Promise<Response> =>
      backend.post("/api/chat", { id, messages: [{ parts: [{ type: "text", text }] }] });
    const approve = async (approval: string, decision: unknown): Promise<[number, unknown]> => {
      const answer = await backend.post(`/api/chat/${id}/approvals/${approval}`, { decision });
      return [answer.status, await answer.json()];
    };
    const chat = `/api/chat/${id}`;

    expect((await backend.get(`${chat}/stream`)).status).toBe(204);
    const unknown = "/api/chat/00000000-0000-7000-8000-000000000000";
    expect((await backend.get(`${unknown}/stream`)).status).toBe(404);
    expect((await backend.get(`${unknown}/messages`)).status).toBe(404);
    let approval = "";
    let text = "";
    for await (const chunk of eventsIn<UIMessageChunk>(await ask("Say hello."))) {
      if (chunk.type === "text-delta") text += chunk.delta;
      if (chunk.type !== "tool-approval-request") continue;
      approval = chunk.approvalId;
      expect(await approve(approval, "yes")).toEqual([400, { outcome: "unusable" }]);
      expect(await approve(approval, "accept")).toEqual([200, { outcome: "taken" }]);
    }
    expect(text).toBe("It said hello.");
    expect(await (await backend.get(`${chat}/messages`)).json()).toMatchObject([
      { role: "user", parts: [{ text: "Say hello." }] },
      { role: "assistant", parts: [{ output: { output: "hello\n" } }, { text }] },
    ]);
    expect(await approve(approval, "accept")).toEqual([409, { outcome: "answered" }]);
    expect(await approve("unknown", "accept")).toEqual([404, { outcome: "unknown" }]);

    // A page that is closed in the middle of a turn, and opened again.
    const first = await ask("Count.");
    await first.body?.cancel();
    await gate.reached;
    const again = collect(eventsIn<UIMessageChunk>(await backend.get(`${chat}/stream`)));
    gate.open();
    expect(await again).toContainEqual(expect.objectContaining({ type: "text-end" }));

    const stopped = await ask("Count once more.");
    expect((await backend.delete(`${chat}/turn`)).status).toBe(204);
    expect((await collect(eventsIn<UIMessageChunk>(stopped))).at(-1)).toMatchObject({
      messageMetadata: { status: "interrupted" },
    });
    expect((await backend.post("/api/chat", "x".repeat(2_000_000))).status).toBe(413);
  },

  "40-queue.ts": async () => {
    const { model, home } = await setUp();
    const gate = createGate();
    model.respond(message([gate, "Green."])).respond(message("A pear."));
    // The first turn runs until the third is deleted.
    const seen = (output: string): void => {
      if (output.includes("third waits")) gate.open();
    };

    expect(await runExample("40-queue.ts", home, { seen })).toBe(
      "third waits: false\nGreen.\nA pear.\nQueuedTurnLostError\n",
    );
  },

  "41-history.ts": async () => {
    const { model, home } = await setUp();
    model.respond(message("Noted.")).respond(message("7."));

    const lines = (await runExample("41-history.ts", home)).trimEnd().split("\n");

    const [items, search] = [lines.slice(0, -1), lines.at(-1)];
    expect(items).toEqual([
      "completed true",
      "completed false",
      "userMessage, agentMessage",
      "true",
      "userMessage",
      "agentMessage",
    ]);
    expect(search).toMatch(/^true .*number/);
  },

  "42-goal-control.ts": async () => {
    const { model, home } = await setUp();
    model.respond(message("Three of ten."));
    model.respond(message("Ten."), functionCall("update_goal", { status: "complete" }));
    model.respond(message("All ten are there."));

    expect(await runExample("42-goal-control.ts", home)).toBe(
      "same turn: true\nThree of ten.\nbudgetLimited true\nAll ten are there.\n",
    );
  },

  "22-notifications.ts": async () => {
    const { model, home } = await setUp();
    model.respond(message("Hello."));

    expect(await runExample("22-notifications.ts", home)).toBe(
      "An example\nuserMessage true\nagentMessage true\n",
    );
  },

  "23-ask-a-person.ts": async () => {
    const { model, home } = await setUp();
    const patch = "*** Begin Patch\n*** Add File: note.txt\n+hello\n*** End Patch";
    model.respond(functionCall("exec_command", { cmd: "echo one > one.txt" }));
    model.respond(customToolCall("apply_patch", patch));
    model.respond(functionCall("exec_command", { cmd: "echo two > two.txt" }));
    model.respond(message("Done."));
    const terminal = openTerminal(exampleFile("23-ask-a-person.ts"), home);

    await terminal.shows('Run "echo one > one.txt" in ');
    terminal.type("n\r");
    await terminal.shows("hello");
    await terminal.shows("Write this?");
    terminal.type("y\r");
    await terminal.shows('Run "echo two > two.txt" in ');
    terminal.type("yes\r");
    await terminal.shows("Done.");

    expect(await terminal.ended).toBe(0);
    expect((await readdir(home.cwd)).sort()).toEqual(["note.txt", "two.txt"]);
  },

  "24-express-backend.ts": async () => {
    const { model, home } = await setUp();
    model.respondWith(({ userText, toolOutput }) => {
      if (!userText?.startsWith("echo")) return message(`You said ${userText}.`);
      if (toolOutput("call") !== undefined) return message("Done.");
      return functionCall("exec_command", { cmd: userText }, { callId: "call" });
    });
    for (const user of ["ada", "bob"]) {
      await cp(home.codexHome, join(home.cwd, "users", user, "codex-home"), { recursive: true });
    }
    const users = JSON.stringify({ "token-of-ada": "ada", "token-of-bob": "bob" });
    const start = (): Promise<Backend> =>
      startBackend(exampleFile("24-express-backend.ts"), home, { env: { USERS: users } });
    const backend = await start();
    const [ada, bob] = ["ada", "bob"].map((user) => ({ authorization: `Bearer token-of-${user}` }));

    expect((await backend.post("/chats", "hello")).status).toBe(401);
    const { id } = (await (await backend.post("/chats", "hello", ada)).json()) as { id: string };
    expect(await textOf(backend.get(`/chats/${id}/events`, ada))).toBe("You said hello.");
    expect((await backend.post(`/chats/${id}/turns`, "hello", bob)).status).toBe(404);

    // A command that the page accepts, and one that it does not.
    for (const [file, accept] of [
      ["one", true],
      ["two", false],
    ] as const) {
      await backend.post(`/chats/${id}/turns`, `echo > ${file}.txt`, ada);
      for await (const event of eventsIn(await backend.get(`/chats/${id}/events`, ada))) {
        if (event.type !== "approval-start") continue;
        const [question] = (await (await backend.get(`/chats/${id}/approvals`, ada)).json()) as {
          id: string;
          command: string;
        }[];
        expect(question?.command).toBe(`echo > ${file}.txt`);
        const answer = `/approvals/${question?.id}`;
        expect((await backend.post(answer, { accept }, bob)).status).toBe(404);
        expect((await backend.post(answer, { accept }, ada)).status).toBe(204);
        expect((await backend.post(answer, { accept }, ada)).status).toBe(404);
      }
    }
    expect(await readdir(join(home.cwd, "users/ada/work"))).toEqual(["one.txt"]);

    // A question that does not matter any more when the turn is stopped.
    await backend.post(`/chats/${id}/turns`, "echo > three.txt", ada);
    for await (const event of eventsIn(await backend.get(`/chats/${id}/events`, ada))) {
      if (event.type === "approval-start") {
        expect((await backend.delete(`/chats/${id}/turn`, ada)).status).toBe(204);
      }
    }
    expect(await (await backend.get(`/chats/${id}/approvals`, ada)).json()).toEqual([]);

    await backend.stop();
    const restarted = await start();
    await restarted.post(`/chats/${id}/turns`, "hello again", ada);
    expect(await textOf(restarted.get(`/chats/${id}/events`, ada))).toBe("You said hello again.");
  },

  "25-next-route.ts": async () => {
    const { model, home } = await setUp();
    const gate = createGate();
    model.respondWith(({ userText }) =>
      userText === "slowly" ? message(["one ", gate, "two"]) : message(`You said ${userText}.`),
    );
    const host = fileURLToPath(new URL("serve-route.ts", import.meta.url));
    const backend = await startBackend(host, home, { args: [exampleFile("25-next-route.ts")] });

    const first = await backend.post("/", { prompt: "hello" });
    expect(await textOf(Promise.resolve(first))).toBe("You said hello.");
    const threadId = first.headers.get("x-thread-id");

    // A page that is closed in the middle of a turn: the thread is free for the next one.
    for await (const event of eventsIn(await backend.post("/", { prompt: "slowly", threadId }))) {
      if (event.type === "text-delta") break;
    }
    await vi.waitFor(async () => {
      const again = backend.post("/", { prompt: "hello again", threadId });
      expect(await textOf(again)).toBe("You said hello again.");
    }, 20_000);
    for (const body of [{ prompt: 3 }, { prompt: "hello", threadId: "none" }, "{"]) {
      expect((await backend.post("/", body)).status).toBe(400);
    }
  },

  "26-in-process-tools.ts": async () => {
    const { model, home } = await setUp();
    model.respond(functionCall("look_up_issue", { number: 7 }, { callId: "call" }));
    model.respond(message("A crash."));

    expect(await runExample("26-in-process-tools.ts", home)).toBe(
      "look_up_issue { number: 7 } true\nA crash.\n",
    );
    expect(model.requests[1]?.toolOutput("call")).toContain("Crash at start");
  },

  "27-structured-output.ts": async () => {
    const { model, home } = await setUp();
    model.respond(message('{"summary":"An empty folder.","risk":"low"}'));
    model.respond(message('{"word":"no"}')).respond(message('{"word":"crane"}'));

    expect(await runExample("27-structured-output.ts", home)).toBe(
      "low An empty folder.\ncrane 220\n",
    );
    expect(model.requests[2]?.userText).toContain("five letters");
  },

  "28-batch.ts": async () => {
    const { model, home } = await setUp();
    const folders = Array.from({ length: 20 }, (_, n) => `part-${n}`);
    for (const folder of folders) await mkdir(join(home.cwd, folder));
    model.respondWith(({ body }) => {
      const [, folder = ""] = /(part-\d+)/.exec(JSON.stringify(body)) ?? [];
      return message(JSON.stringify({ purpose: folder, language: "C", risk: "low" }));
    });

    const output = await runExample("28-batch.ts", home);

    expect(output.trim().split("\n").sort()).toEqual(
      folders.map((folder) => `${folder}: low, C: ${folder}`).sort(),
    );
  },

  "29-bot.ts": async () => {
    const { model, home } = await setUp();
    model.respond(functionCall("refund", { order: "A1" }, { callId: "first" }));
    model.respond(message("It is paid back."));
    model.respond(functionCall("refund", { order: "A1" }, { callId: "again" }));
    model.respond(message("That was done before."));
    const input = "Refund A1, please.\nAnd once more?\n";

    const output = await runExample("29-bot.ts", home, { input });

    expect(output).toContain("It is paid back.");
    expect(output).toContain("That was done before.");
    expect(model.requests[1]?.toolOutput("first")).toBe("49 euros are on their way.");
    expect(model.requests[3]?.toolOutput("again")).toBe("It has been paid back already.");
    const offered = model.requests[0]?.tools.map(({ name }) => name) ?? [];
    expect(offered).toEqual(expect.arrayContaining(["find_order", "refund"]));
    expect(offered).not.toContain("exec_command");
    expect(offered).not.toContain("web_search");
  },

  "33-store-threads.ts": async () => {
    const { model, home } = await setUp();
    const second = await createTestHome({ responses: model });
    onTestFinished(() => second.dispose());
    model.respond(message("Noted."));
    model.respondWith(({ body }) => message(JSON.stringify(body).includes("teal") ? "Teal." : "?"));
    const store = join(home.root, "store");
    const env = { FIRST_HOME: home.codexHome, SECOND_HOME: second.codexHome, STORE: store };

    expect(await runExample("33-store-threads.ts", home, { env })).toBe(
      "Colours: Teal.\nColours is stored\n",
    );
  },
  "30-remote-app-server.ts": async () => {
    const { model, home } = await setUp();
    model.respond(message("It is empty."));
    const token = "token-of-the-example";
    const { socket } = await ListeningCodex.start(home, { token });
    const url = socket.type === "websocket" ? socket.url : "";

    const env = { CODEX_URL: url, CODEX_TOKEN: token };
    expect(await runExample("30-remote-app-server.ts", home, { env })).toMatch(
      /^It is empty\.\n\d+\.\d+\.\d+: completed\n$/,
    );
  },

  "31-opentelemetry.ts": async () => {
    const collector = await startCollector();
    const { model, home } = await setUp(collector.config);
    model.respond(functionCall("look_up_issue", { number: 7 }, { callId: "call" }));
    model.respond(message("It crashes at start."), usage({ inputTokens: 20, outputTokens: 4 }));

    const output = await runExample("31-opentelemetry.ts", home);

    const spans = [...output.matchAll(/^(\w{32}) (.* < [\w ]+)/gm)];
    expect(spans.map(([, , span]) => span?.trim())).toEqual([
      "handle request < undefined",
      "invoke_agent codex < handle request",
      "execute_tool look_up_issue < invoke_agent codex",
      "query < execute_tool look_up_issue",
    ]);
    const traces = new Set(spans.map(([, traceId]) => traceId));
    expect(traces.size).toBe(1);
    const [traceId] = traces;
    expect(output).toMatch(/'gen_ai\.usage\.output_tokens': \d+/);
    expect(output).toContain("'gen_ai.tool.call.id': 'call'");
    expect(model.requests).toHaveLength(2);
    for (const { headers } of model.requests) {
      expect(headers.traceparent).toMatch(`00-${traceId}-`);
    }
    const ofServer = collector.spans.filter((span) => span.traceId === traceId);
    expect(ofServer.map(({ name }) => name)).toContain("initialize");
  },
};

/** Those of the protocol's wide parts have a file of their own. */
const furtherExamples = Object.entries(protocolExamples).map(
  ([name, run]) => [name, () => run(runExample)] as const,
);
const all = { ...examples, ...Object.fromEntries(furtherExamples) };

describe("example", () => {
  for (const [name, run] of Object.entries(all)) {
    test.skipIf(isWindows && onlyUnix.includes(name))(name, run);
  }

  test("none goes untested", async () => {
    const files = await readdir(new URL("../../examples/", import.meta.url));

    expect(files.filter((file) => file.endsWith(".ts")).sort()).toEqual(Object.keys(all).sort());
  });
});
