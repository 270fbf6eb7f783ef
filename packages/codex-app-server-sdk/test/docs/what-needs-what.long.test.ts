import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test, vi } from "vitest";
import {
  type CodexOptions,
  type Handlers,
  InvalidRequestError,
  OptionsError,
  ThreadNotFoundError,
  type ThreadStartOptions,
  TurnFailedError,
  type TurnOptions,
} from "../../src/index.js";
import { type AnswerPart, createGate, functionCall, message } from "../../src/testing/index.js";
import { type E2eSetup, startCodex } from "../e2e/start-codex.js";
import { isAlive } from "../support/is-alive.js";
import { pixel } from "../support/pixel.js";
import { readDocument } from "./markdown.js";

const mcpServer = fileURLToPath(new URL("../fixtures/mcp-server.mjs", import.meta.url));
const notes = { notes: { command: process.execPath, args: [mcpServer] } };

/** Made also where the model has no such tool, which is what some rows are about. */
const call = { callId: "call", unoffered: true };
const download = functionCall(
  "request_permissions",
  { reason: "to download", permissions: { network: { enabled: true } } },
  call,
);
const writeNote = functionCall(
  "write_note",
  { text: "hello" },
  { ...call, namespace: "mcp__notes" },
);
const plan = functionCall("update_plan", { plan: [{ step: "Look", status: "in_progress" }] }, call);
const question = functionCall(
  "request_user_input",
  {
    questions: [
      {
        id: "q1",
        header: "Pick",
        question: "A or B?",
        options: ["A", "B"].map((label) => ({ label, description: label })),
      },
    ],
  },
  call,
);

interface Outcome {
  /** The handlers that were asked, in order. */
  asked: string[];
  /** What the model was told about its call. */
  told: string;
  /** The types of the turn's events. */
  events: string[];
}

/** Runs a turn in which the model makes one call, with handlers that agree to everything. */
async function runCall(
  part: AnswerPart,
  options: ThreadStartOptions = {},
  turnOptions: TurnOptions = {},
): Promise<Outcome> {
  const asked: string[] = [];
  const noting =
    <T>(name: string, answer: T): (() => T) =>
    () => {
      asked.push(name);
      return answer;
    };
  const handlers: Handlers = {
    commandApproval: noting("commandApproval", { decision: "accept" }),
    permissionsApproval: noting("permissionsApproval", {
      permissions: { network: { enabled: true } },
      scope: "turn",
    }),
    mcpToolApproval: noting("mcpToolApproval", { action: "accept", content: null, _meta: null }),
    userInput: noting("userInput", { answers: { q1: { answers: ["B"] } } }),
  };
  const { codex, model } = await startCodex({ codex: { handlers } });
  model.respondWith(({ index, toolOutput }) => {
    if (index === 0) return part;
    // Where the call is not over yet, it is the reviewer who asks the model.
    return message(toolOutput("call") === undefined ? review : "done");
  });
  const thread = await codex.threadStart(options);
  const turn = await thread.turn("Go", turnOptions);
  const events: string[] = [];
  for await (const { type } of turn.events()) events.push(type);
  const told = model.requests.map((request) => request.toolOutput("call")).find(Boolean) ?? "";
  return { asked, told, events };
}

const review = JSON.stringify({
  risk_level: "low",
  user_authorization: "high",
  outcome: "allow",
  rationale: "harmless",
});

const withoutExperiments: { codex: CodexOptions } = { codex: { experimentalApi: false } };

/** A model that says the same each time. */
async function startTalking(options: { codex?: CodexOptions } = {}): Promise<E2eSetup> {
  const setup = await startCodex(options);
  setup.model.respondWith(() => message("Hello."));
  return setup;
}

/** One for each row of the table, by its first column. */
const rows: Record<string, () => Promise<void>> = {
  "to be asked for every command": async () => {
    const ls = functionCall("exec_command", { cmd: "ls" }, call);

    expect((await runCall(ls, { approvalPolicy: "untrusted" })).asked).toEqual(["commandApproval"]);
    expect((await runCall(ls, { approvalMode: "ask" })).asked).toEqual([]);
  },

  "to be asked for further permissions": async () => {
    const config = { "features.request_permissions_tool": true };
    const granted = '"network":{"enabled":true}';

    const yes = await runCall(download, { approvalMode: "ask", config });
    expect(yes).toMatchObject({ asked: ["permissionsApproval"] });
    expect(yes.told).toContain(granted);
    const off = await runCall(download, { approvalMode: "ask" });
    expect(off).toMatchObject({ asked: [], told: "unsupported call: request_permissions" });
    const never = await runCall(download, { approvalMode: "deny-all", config });
    expect(never.asked).toEqual([]);
    expect(never.told).not.toContain(granted);
    const reviewed = await runCall(download, { approvalMode: "auto-review", config });
    expect(reviewed.asked).toEqual([]);
    expect(reviewed.told).toContain(granted);
  },

  "to be asked before MCP tools": async () => {
    const config = { mcp_servers: notes };

    for (const options of [{ approvalMode: "ask" }, { approvalPolicy: "untrusted" }] as const) {
      const yes = await runCall(writeNote, { ...options, config });
      expect(yes).toMatchObject({ asked: ["mcpToolApproval"] });
      expect(yes.told).toContain("noted: hello");
    }
    const reviewed = await runCall(writeNote, { approvalMode: "auto-review", config });
    expect(reviewed.asked).toEqual([]);
    expect(reviewed.told).toContain("noted: hello");
  },

  "questions to the user": async () => {
    expect(await runCall(question, { askUser: true })).toMatchObject({
      asked: ["userInput"],
      told: '{"answers":{"q1":{"answers":["B"]}}}',
    });
    const no = await runCall(question);
    expect(no.asked).toEqual([]);
    expect(no.told).toContain("unavailable");
  },

  "[plan mode](api.md#plan-mode)": async () => {
    const { asked } = await runCall(question, {}, { mode: "plan" });
    expect(asked).toEqual(["userInput"]);

    const { codex } = await startTalking(withoutExperiments);
    const refused = (await codex.threadStart()).run("Go", { mode: "plan" });
    await expect(refused).rejects.toThrow(OptionsError);
  },

  "a to-do list (`plan` events)": async () => {
    const config = { "tools.update_plan.enabled": true };

    expect((await runCall(plan, { config })).events).toContain("plan");
    const no = await runCall(plan);
    expect(no.events).not.toContain("plan");
    expect(no.told).toBe("unsupported call: update_plan");
  },

  "a review of a branch": async () => {
    const { codex, home } = await startTalking();
    const review = async (): Promise<unknown> => {
      const thread = await codex.threadStart();
      return (await thread.review({ type: "baseBranch", branch: "main" })).result();
    };
    await expect(review()).rejects.toThrow(TurnFailedError);

    const git = (...args: string[]): Promise<unknown> =>
      promisify(execFile)("git", args, { cwd: home.cwd });
    const author = ["-c", "user.name=x", "-c", "user.email=x@example.org"];
    await git("init", "--quiet", "--initial-branch", "main");
    await git(...author, "commit", "--quiet", "--allow-empty", "--message", "x");
    await expect(review()).resolves.toBeDefined();
  },

  "a goal": async () => {
    const { codex } = await startTalking();
    const thread = await codex.threadStart({ ephemeral: true });

    await expect(thread.startGoal("Go")).rejects.toThrow(InvalidRequestError);
  },

  "a local image": async () => {
    const { codex, home, model } = await startTalking();
    const run = async (): Promise<unknown> =>
      (await codex.threadStart()).run([{ type: "localImage", path: "dot.png" }]);
    await expect(run()).rejects.toThrow(OptionsError);

    await writeFile(join(home.cwd, "dot.png"), Buffer.from(pixel, "base64"));
    await run();
    expect(JSON.stringify(model.requests[0]?.input)).toContain("input_image");
  },

  "structured answers": async () => {
    const { codex } = await startTalking();
    const thread = await codex.threadStart();

    const { finalResponse } = await thread.run("Go", { outputSchema: { type: "object" } });

    expect(finalResponse).toBe("Hello.");
  },

  "to resume a thread": async () => {
    const { codex } = await startTalking();
    const [fresh, named, used] = [
      await codex.threadStart(),
      await codex.threadStart(),
      await codex.threadStart(),
    ];
    await named.setName("A name");
    await used.run("Go");

    await expect(codex.threadResume(fresh.id)).rejects.toThrow(ThreadNotFoundError);
    for (const { id } of [named, used]) {
      await expect(codex.threadResume(id)).resolves.toMatchObject({ id });
    }
  },

  "`rateLimits()` and `usage()`": async () => {
    const { codex } = await startCodex();

    await expect(codex.rateLimits()).rejects.toThrow(InvalidRequestError);
    await expect(codex.usage()).rejects.toThrow(InvalidRequestError);
  },

  "an interrupt that ends commands in the background": async () => {
    const commandAfterInterrupt = async (options: { codex?: CodexOptions }): Promise<number> => {
      const { codex, model, home } = await startCodex(options);
      const gate = createGate();
      const command = { cmd: "echo $$ > pid; exec sleep 30", yield_time_ms: 250 };
      model.respond(functionCall("exec_command", command, call)).respond(message(["One ", gate]));
      const turn = await (await codex.threadStart({ sandbox: "full-access" })).turn("Go");
      await gate.reached; // The command has gone to the background.
      await turn.interrupt();
      return Number(await readFile(join(home.cwd, "pid"), "utf8"));
    };

    expect(isAlive(await commandAfterInterrupt(withoutExperiments))).toBe(true);
    const ended = await commandAfterInterrupt({});
    await vi.waitFor(() => expect(isAlive(ended)).toBe(false), 20_000);
  },

  "methods and fields marked `@experimental`": async () => {
    const { codex } = await startCodex(withoutExperiments);

    const search = codex.request("thread/search", { searchTerm: "x" });
    await expect(search).rejects.toThrow(InvalidRequestError);
  },
};

const table = (await readDocument("docs/what-needs-what.md"))
  .split("\n")
  .filter((line) => /^\| (?!you want \|)/.test(line))
  .map((line) => line.split("|")[1]?.trim() ?? "");

describe("what needs what", () => {
  test("is tried row by row", () => {
    expect(Object.keys(rows)).toEqual(table);
  });

  test.each(Object.entries(rows))("%s", async (_, attempt) => {
    await attempt();
  });
});
