import { readdir, readFile } from "node:fs/promises";
import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  Codex,
  type ExecHandle,
  type LoginHandle,
  type Thread,
  type ThreadTerminal,
  type TurnHandle,
} from "../../src/index.js";
import { createGate, ScriptedTransport, scriptTurns } from "../../src/testing/index.js";
import { sentInside, wrappedMethods } from "./wrapped-methods.js";

type Wrapped = keyof typeof wrappedMethods;

interface Client {
  codex: Codex;
  thread: Thread;
  turn: TurnHandle;
  login: LoginHandle;
  running: ExecHandle;
  terminal: ThreadTerminal;
}

const setting = { keyPath: "model", value: "m", mergeStrategy: "replace" } as const;
const tool = { threadId: "t", server: "s", tool: "t" };

const listed = {
  itemId: "i",
  processId: "p",
  command: "c",
  cwd: "/",
  osPid: null,
  cpuPercent: null,
  rssKb: null,
};

/** A call of each member, by the method that it is to send. */
const calls: Record<Wrapped, (client: Client) => unknown> = {
  initialize: ({ codex }) => codex.start(),
  "account/login/cancel": ({ login }) => login.cancel(),
  "account/login/start": ({ codex }) => codex.loginChatgpt(),
  "account/logout": ({ codex }) => codex.logout(),
  "account/rateLimits/read": ({ codex }) => codex.rateLimits(),
  "account/read": ({ codex }) => codex.account(),
  "account/usage/read": ({ codex }) => codex.usage(),
  "command/exec": ({ codex }) => codex.exec(["ls"]).result(),
  "command/exec/resize": ({ running }) => running.resize({ rows: 1, cols: 1 }),
  "command/exec/terminate": ({ running }) => running.terminate(),
  "command/exec/write": ({ running }) => running.write("x"),
  "config/batchWrite": ({ codex }) => codex.config.writeAll({ edits: [setting] }),
  "config/mcpServer/reload": ({ codex }) => codex.mcp.reload(),
  "config/read": ({ codex }) => codex.config.read(),
  "config/value/write": ({ codex }) => codex.config.write(setting),
  "mcpServer/oauth/login": ({ codex }) => codex.mcp.login("s"),
  "mcpServer/resource/read": ({ codex }) => codex.mcp.readResource({ server: "s", uri: "u" }),
  "mcpServer/tool/call": ({ codex }) => codex.mcp.callTool(tool),
  "mcpServerStatus/list": ({ codex }) => codex.mcp.status().then(),
  "model/list": ({ codex }) => codex.models().then(),
  "review/start": ({ thread }) => thread.review({ type: "uncommittedChanges" }),
  "skills/extraRoots/set": ({ codex }) => codex.skills.setExtraRoots([]),
  "skills/list": ({ codex }) => codex.skills.list(),
  "thread/archive": ({ codex }) => codex.threadArchive("t"),
  "thread/backgroundTerminals/list": ({ thread }) => thread.terminals(),
  "thread/backgroundTerminals/terminate": ({ terminal }) => terminal.terminate(),
  "thread/compact/start": ({ thread }) => thread.compact(),
  "thread/delete": ({ codex }) => codex.threadDelete("t"),
  "thread/fork": ({ codex }) => codex.threadFork("t"),
  "thread/goal/clear": ({ thread }) => thread.goal.clear(),
  "thread/goal/get": ({ thread }) => thread.goal.get(),
  "thread/goal/set": ({ thread }) => thread.goal.set({ objective: "Go" }),
  "thread/inject_items": ({ thread }) => thread.injectItems([]),
  "thread/items/list": ({ thread }) => thread.items().then(),
  "thread/list": ({ codex }) => codex.threadList().then(),
  "thread/name/set": ({ thread }) => thread.setName("x"),
  "thread/queue/add": ({ thread }) => thread.queue.add("Go"),
  "thread/queue/delete": ({ thread }) => thread.queue.delete("q"),
  "thread/queue/list": ({ thread }) => thread.queue.list(),
  "thread/queue/reorder": ({ thread }) => thread.queue.reorder(["q"]),
  "thread/queue/start": ({ thread }) => thread.queue.start(),
  "thread/queue/update": ({ thread }) => thread.queue.update("q", "Go"),
  "thread/read": ({ thread }) => thread.read(),
  "thread/resume": ({ codex }) => codex.threadResume("t"),
  "thread/revert": ({ thread }) => thread.revert({ beforeTurnId: "t" }),
  "thread/search": ({ codex }) => codex.threadSearch({ searchTerm: "x" }).then(),
  "thread/settings/update": ({ thread }) => thread.updateSettings({ model: "m" }),
  "thread/start": ({ codex }) => codex.threadStart(),
  "thread/turns/list": ({ thread }) => thread.turns().then(),
  "thread/unarchive": ({ codex }) => codex.threadUnarchive("t"),
  "thread/unsubscribe": ({ thread }) => thread.unsubscribe(),
  "turn/interrupt": ({ turn }) => turn.interrupt(),
  "turn/start": ({ thread }) => thread.run("Go"),
  "turn/steer": ({ turn }) => turn.steer("more"),
};

/** A client with all that a member may belong to, and what it sends. */
async function start(): Promise<Client & { sent: Set<string> }> {
  const transport = new ScriptedTransport();
  const sent = new Set<string>();
  const trace = ({ direction, message }: { direction: string; message: unknown }): void => {
    if (direction === "send") sent.add((message as { method: string }).method);
  };
  const codex = new Codex({ transport, trace, logger: false, timeouts: { closeMs: 1 } });
  onTestFinished(() => codex.close());
  scriptTurns(transport, [[createGate()]]);
  transport
    .answer("account/login/start", { type: "chatgpt", loginId: "login", authUrl: "u" })
    .answer("command/exec", () => {})
    .answer("thread/backgroundTerminals/list", { data: [listed], nextCursor: null })
    .answer("thread/goal/clear", { cleared: false });
  const thread = await codex.threadStart();
  const turn = await (await codex.threadStart()).turn("Go");
  const login = await codex.loginChatgpt();
  const running = codex.exec(["cat"]);
  const [terminal] = await thread.terminals();
  if (!terminal) throw new Error("No terminal was listed.");
  await expect.poll(() => sent).toContain("command/exec");
  return { codex, thread, turn, login, running, terminal, sent };
}

describe("a member that stands for a method sends it:", () => {
  test.each(Object.entries(wrappedMethods))("%s by %s", async (method, member) => {
    const call = calls[method as Wrapped];
    const { sent, ...client } = await start();
    if (method !== "initialize") sent.clear();

    const called = Promise.resolve(call(client));

    called.catch(() => {}); // What is made of the answer is tested elsewhere.
    await expect.poll(() => [...sent]).toContain(method);
    expect(String(call)).toContain(`${member}(`);
  });
});

describe("the tables of methods", () => {
  test("have every method that the source sends", async () => {
    const sent = await methodsInSource();

    expect(sent.length).toBeGreaterThan(40);
    const known = new Set<string>([...Object.keys(wrappedMethods), ...sentInside]);
    expect(sent.filter((method) => !known.has(method))).toEqual([]);
    expect(sentInside.filter((method) => !sent.includes(method))).toEqual([]);
  });

  test("have no method twice, and none that the protocol does not have", () => {
    // Fails to compile for a method that there is not.
    const methods: readonly (keyof wire.ClientRequests)[] = [
      ...(Object.keys(wrappedMethods) as Wrapped[]),
      ...sentInside,
    ];

    expect(new Set(methods).size).toBe(methods.length);
  });
});

/** The methods that the source hands to what sends them. */
async function methodsInSource(): Promise<string[]> {
  const folder = new URL("../../src/", import.meta.url);
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => /^(?!testing\b).*(?<!\.test)\.ts$/.test(name));
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), "utf8")));
  const call =
    /\b(?:request|checked|ask\w*|tell\w*|send\w*|open\w*)\(\s*(?:\w+,\s*)?"(\w+(?:\/\w+)+)"/g;
  const found = texts.flatMap((text) => [...text.matchAll(call)].map(([, method = ""]) => method));
  return [...new Set(found)].sort();
}
