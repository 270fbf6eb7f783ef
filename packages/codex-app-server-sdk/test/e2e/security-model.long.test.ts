import { access, readdir, rm } from "node:fs/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  type CodexOptions,
  type Handlers,
  type ThreadStartOptions,
  TurnInterruptedError,
} from "../../src/index.js";
import { type AnswerPart, customToolCall, functionCall, message } from "../../src/testing/index.js";
import { type E2eSetup, startCodex } from "./start-codex.js";

interface Asked {
  /** The handlers that were called, in order. */
  asked: string[];
  /** The output of the call that the model made. */
  output: string;
  /** What is in the working folder afterwards. */
  made: string[];
}

interface Act {
  thread: ThreadStartOptions;
  codex?: CodexOptions;
  prepare?(setup: E2eSetup): Promise<void>;
}

const inShell = (cmd: string, beyond: object = {}): AnswerPart =>
  functionCall("exec_command", { cmd, ...beyond }, { callId: "call" });
const outsideTheSandbox = { sandbox_permissions: "require_escalated", justification: "needed" };
const addFile = (path: string): AnswerPart =>
  customToolCall("apply_patch", `*** Begin Patch\n*** Add File: ${path}\n+x\n*** End Patch`, {
    callId: "call",
  });

/** Runs a turn in which the model does one thing, with handlers that accept everything. */
async function act(
  part: AnswerPart,
  { thread: options, codex: own, prepare }: Act,
): Promise<Asked> {
  const asked: string[] = [];
  const handlers: Handlers = {
    commandApproval: () => {
      asked.push("command");
      return { decision: "accept" };
    },
    fileChangeApproval: () => {
      asked.push("file change");
      return { decision: "accept" };
    },
  };
  const setup = await startCodex({ codex: { handlers, ...own } });
  const { codex, model, home } = setup;
  await prepare?.(setup);
  model.respond(part).respond(message("done"));
  const thread = await codex.threadStart(options);
  expect((await thread.run("Go")).finalResponse).toBe("done");
  const output = model.requests.map((request) => request.toolOutput("call")).find(Boolean) ?? "";
  return { asked, output, made: await readdir(home.cwd) };
}

/** A file outside the working folder and the folders for temporary files. */
function fileElsewhere(): string {
  const file = `/var/tmp/codex-guide-${process.pid}-${Date.now()}`;
  onTestFinished(() => rm(file, { force: true }));
  return file;
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

describe.skipIf(process.platform === "win32")("the sandbox", () => {
  const plain = { approvalMode: "deny-all" } as const;

  test("is read-only where nothing says otherwise", async () => {
    const { made, output } = await act(inShell("touch made"), { thread: plain });

    expect(output).toMatch(/Read-only|not permitted/);
    expect(made).toEqual([]);
  });

  test.each([
    ["read-only", []],
    ["workspace", ["made"]],
    ["full-access", ["made"]],
  ] as const)("%s writes in the working folder: %j", async (sandbox, expected) => {
    const { made } = await act(inShell("touch made"), { thread: { ...plain, sandbox } });

    expect(made).toEqual(expected);
  });

  test.each([
    ["workspace", false],
    ["full-access", true],
  ] as const)("%s writes elsewhere: %s", async (sandbox, expected) => {
    const file = fileElsewhere();
    await act(inShell(`touch ${file}`), { thread: { ...plain, sandbox } });

    expect(await isThere(file)).toBe(expected);
  });

  test("workspace writes temporary files, and not into .git", async () => {
    const { output } = await act(
      inShell("touch $TMPDIR/a && echo temp-ok; mkdir -p .git && touch .git/config || echo git-no"),
      { thread: { ...plain, sandbox: "workspace" } },
    );

    expect(output).toContain("temp-ok");
    expect(output).toContain("git-no");
  });

  test.each([
    ["workspace", /EPERM|EACCES|ENETUNREACH/],
    ["full-access", /ECONNREFUSED/],
  ] as const)("%s and the network", async (sandbox, expected) => {
    const connect = `require("net").connect(9,"127.0.0.1").on("error",(e)=>console.log(e.code))`;
    const { output } = await act(inShell(`${JSON.stringify(process.execPath)} -e '${connect}'`), {
      thread: { ...plain, sandbox },
    });

    expect(output).toMatch(expected);
  });

  test("lets a command read the stored key, and the variables of the server", async () => {
    const { output } = await act(inShell('cat "$CODEX_HOME/auth.json"; echo "[$SOME_TOKEN]"'), {
      thread: { ...plain, sandbox: "read-only" },
      codex: { env: { SOME_TOKEN: "in-the-environment" } },
      prepare: ({ codex }) => codex.loginApiKey("sk-stored-in-a-file"),
    });

    expect(output).toContain("sk-stored-in-a-file");
    expect(output).toContain("[in-the-environment]");
  });

  test("hides the key of apiKey from commands, which is in no file", async () => {
    // The brackets keep the pattern from finding itself.
    const search =
      'cat "$CODEX_HOME"/* /proc/*/environ /proc/*/cmdline 2>/dev/null | tr "\\0" "\\n"' +
      ' | grep -a "sk-of-this-clien[t]"';
    const { output } = await act(inShell(`${search} || echo no-"key"`), {
      thread: { ...plain, sandbox: "read-only" },
      codex: { apiKey: "sk-of-this-client" },
    });

    expect(output).toContain("no-key");
  });

  test("keeps variables from commands with shell_environment_policy", async () => {
    const { output } = await act(
      inShell('echo "[$SOME_TOKEN]"; cat /proc/*/environ 2>/dev/null | tr "\\0" "\\n"'),
      {
        thread: { ...plain, sandbox: "read-only" },
        codex: {
          env: { SOME_TOKEN: "in-the-environment" },
          config: { "shell_environment_policy.inherit": "core" },
        },
      },
    );

    expect(output).toContain("[]");
    expect(output).not.toContain("in-the-environment");
  });

  test("does not hold MCP servers", async () => {
    const program = 'require("fs").writeFileSync("made-by-mcp", "")';
    const { made } = await act(inShell("true"), {
      thread: {
        ...plain,
        sandbox: "read-only",
        config: { mcp_servers: { writer: { command: process.execPath, args: ["-e", program] } } },
      },
    });

    expect(made).toEqual(["made-by-mcp"]);
  });
});

describe.skipIf(process.platform === "win32")("the approval policy", () => {
  test("untrusted asks for each command, and what is accepted begins in the sandbox", async () => {
    const thread = { approvalPolicy: "untrusted", sandbox: "read-only" } as const;

    const seen = await act(inShell("touch made || true"), { thread });

    expect(seen).toMatchObject({ asked: ["command"], made: [] });
  });

  test("untrusted runs what is accepted and refused by the sandbox again, outside", async () => {
    let asked = 0;
    const { codex, model, home } = await startCodex({
      codex: {
        handlers: {
          commandApproval: () => {
            asked += 1;
            return { decision: "accept" };
          },
        },
      },
    });
    model.respondWith(({ toolOutput }) =>
      toolOutput("call") ? message("done") : inShell("touch made"),
    );
    let turns = 0;
    // The server does so when the command has failed at once, which a busy machine may prevent.
    do {
      turns += 1;
      const thread = await codex.threadStart({ approvalPolicy: "untrusted", sandbox: "read-only" });
      await thread.run("Go");
    } while (turns < 20 && (await readdir(home.cwd)).length === 0);

    expect(await readdir(home.cwd)).toEqual(["made"]);
    expect(asked).toBe(turns);
  });

  test("untrusted runs outside the sandbox what is accepted and asked for it", async () => {
    const thread = { approvalPolicy: "untrusted", sandbox: "read-only" } as const;

    const seen = await act(inShell("touch made", outsideTheSandbox), { thread });

    expect(seen).toMatchObject({ asked: ["command"], made: ["made"] });
  });

  test("untrusted asks even for what only reads", async () => {
    const thread = { approvalPolicy: "untrusted", sandbox: "read-only" } as const;

    expect(await act(inShell("ls"), { thread })).toMatchObject({ asked: ["command"] });
  });

  test("untrusted asks for each change to files", async () => {
    const thread = { approvalPolicy: "untrusted", sandbox: "workspace" } as const;

    expect(await act(addFile("made"), { thread })).toMatchObject({
      asked: ["file change"],
      made: ["made"],
    });
  });

  test("untrusted asks the client, even with a reviewer", async () => {
    const thread = {
      approvalPolicy: "untrusted",
      approvalsReviewer: "auto_review",
      sandbox: "workspace",
    } as const;

    expect(await act(inShell("touch made"), { thread })).toMatchObject({ asked: ["command"] });
  });

  test.each([
    ["acceptForSession", 1, "done"],
    ["accept", 2, "done"],
    ["decline", 2, "done"],
    ["cancel", 1, "interrupted"],
  ] as const)(
    "%s is asked for two equal commands %d times, and is %s",
    async (decision, times, end) => {
      let asked = 0;
      const commandApproval: Handlers["commandApproval"] = () => {
        asked += 1;
        return { decision };
      };
      const { codex, model } = await startCodex({ codex: { handlers: { commandApproval } } });
      model.respond(inShell("touch made")).respond(inShell("touch made")).respond(message("done"));
      const thread = await codex.threadStart({ approvalPolicy: "untrusted", sandbox: "workspace" });

      const run = await thread.run("Go").catch((error: unknown) => error);

      if (end === "done") expect(run).toMatchObject({ finalResponse: "done" });
      else expect(run).toBeInstanceOf(TurnInterruptedError);
      expect(asked).toBe(times);
    },
  );

  test("on-request asks for nothing that stays in the sandbox", async () => {
    const thread = { approvalMode: "ask", sandbox: "workspace" } as const;

    expect(await act(inShell("touch made"), { thread })).toMatchObject({
      asked: [],
      made: ["made"],
    });
    expect(await act(addFile("made"), { thread })).toMatchObject({ asked: [], made: ["made"] });
  });

  test("on-request runs outside the sandbox what is accepted", async () => {
    const thread = { approvalMode: "ask", sandbox: "read-only" } as const;

    const seen = await act(inShell("touch made", outsideTheSandbox), { thread });

    expect(seen).toMatchObject({ asked: ["command"], made: ["made"] });
  });

  test("on-request asks for a change to files that the sandbox does not allow", async () => {
    const file = fileElsewhere();

    const inReadOnly = { approvalMode: "ask", sandbox: "read-only" } as const;
    expect(await act(addFile("made"), { thread: inReadOnly })).toMatchObject({
      asked: ["file change"],
      made: ["made"],
    });
    const elsewhere = { approvalMode: "ask", sandbox: "workspace" } as const;
    expect((await act(addFile(file), { thread: elsewhere })).asked).toEqual(["file change"]);
    expect(await isThere(file)).toBe(true);
  });

  test("never asks for nothing, and what the sandbox does not allow is not done", async () => {
    const thread = { approvalMode: "deny-all", sandbox: "read-only" } as const;

    for (const part of [inShell("touch made", outsideTheSandbox), addFile("made")]) {
      expect(await act(part, { thread })).toMatchObject({ asked: [], made: [] });
    }
  });
});

test("a resumed or forked thread is in the sandbox of before only if it is given again", async () => {
  const { codex, model, home } = await startCodex();
  model.respondWith(() => message("Hello."));
  const rules = { sandbox: "workspace", approvalPolicy: "untrusted" } as const;
  const thread = await codex.threadStart(rules);
  await thread.run("Go");
  const fork = await codex.threadFork(thread.id);
  expect(fork.started).toMatchObject({ sandbox: { type: "readOnly" } });
  const same = await codex.threadFork(thread.id, rules);
  expect(same.started).toMatchObject({ sandbox: { type: "workspaceWrite" } });
  await codex.close();

  const later = await startCodex({ codex: home.options });
  const resumed = await later.codex.threadResume(thread.id);
  expect(resumed.started).toMatchObject({
    approvalPolicy: "untrusted",
    sandbox: { type: "readOnly" },
  });
  await later.codex.close();

  const again = await startCodex({ codex: home.options });
  const kept = await again.codex.threadResume(thread.id, rules);
  expect(kept.started).toMatchObject({ sandbox: { type: "workspaceWrite" } });
});
