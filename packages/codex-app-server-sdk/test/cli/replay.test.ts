import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { traceWriter } from "../../src/index.js";
import { functionCall, message } from "../../src/testing/index.js";
import { startCodex } from "../e2e/start-codex.js";
import { type CommandLineResult, runCommandLine } from "../support/command-line.js";

type Entry = { direction: "send" | "recv"; message: object };

/** Prints a record that is made of this text. */
async function replay(
  text: string,
  options: Parameters<typeof runCommandLine>[1] = {},
): Promise<CommandLineResult> {
  const folder = await mkdtemp(join(tmpdir(), "record-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "record.jsonl");
  await writeFile(file, text);
  const result = await runCommandLine(["replay", file], options);
  return { ...result, stderr: result.stderr.replaceAll(file, "FILE") };
}

function lines(...entries: Entry[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

function item(threadId: string, fields: object, method = "item/completed"): Entry {
  return {
    direction: "recv",
    message: { method, params: { threadId, turnId: "u", item: fields } },
  };
}

function said(threadId: string, text: string): Entry {
  return item(threadId, { type: "agentMessage", id: "m", text });
}

/** What was printed, without what had no end yet, and without the names of the threads. */
function finishedBlocks(output: string): string[] {
  return output
    .trim()
    .split("\n\n")
    .filter((block) => !block.includes("(not finished)") && !block.startsWith("──"));
}

describe("a record of a real session", () => {
  let recorded = "";
  beforeAll(async () => {
    const file = new URL("../fixtures/recorded-traffic.jsonl.gz", import.meta.url);
    recorded = gunzipSync(await readFile(file)).toString();
  });

  test("is printed as a conversation of several threads", async () => {
    const parts: string[] = [];
    const { codex, model } = await startCodex({
      codex: {
        trace: traceWriter({ write: (line) => parts.push(line) }),
        handlers: { commandApproval: () => ({ decision: "decline" }) },
      },
    });
    const first = await codex.threadStart({ approvalPolicy: "untrusted" });
    const second = await codex.threadStart({ sandbox: "full-access", approvalPolicy: "never" });
    model.respond(functionCall("exec_command", { cmd: "touch no.txt" }, { callId: "c" }));
    model.respond(message("I was not allowed to."));
    await first.run("Make a file");
    model.respond(functionCall("exec_command", { cmd: "echo made; exit 3" }, { callId: "c" }));
    model.respond(message("It failed."));
    await second.run("Try it\nas well");

    const { exitCode, stdout, stderr } = await replay(parts.join(""));

    expect([exitCode, stderr]).toEqual([0, ""]);
    const [before, ofFirst = "", ofSecond = ""] = stdout.split(/^── thread .*──\n/m);
    expect(before).toBe("");
    expect(ofFirst).toMatch(
      /^\n> Make a file\n\n\? may it run touch no\.txt\n\n= decline\n\n\$ touch no\.txt\n {2}declined\n\nI was not allowed to\.\n\n· tokens: \d+ in/,
    );
    expect(ofSecond).toMatch(
      /^\n> Try it\n {2}as well\n\n\$ echo made; exit 3\n {2}made\n {2}exit code 3\n\nIt failed\.\n\n· tokens: /,
    );
  });

  test("shows what was asked, changed, steered, interrupted and refused", async () => {
    const { exitCode, stdout } = await replay(recorded);

    expect(exitCode).toBe(0);
    for (const part of [
      "? may it change files: add /recorded/work/new.txt\n\n= accept\n\n± add /recorded/work/new.txt",
      "~ Thinking",
      "Wai\n(not finished)\n\n· the turn was interrupted",
      "! turn/steer was refused: expected active turn id",
      "* add {}\n  completed: four",
      "! the turn failed: You’ve hit your usage limit.",
      "· the conversation was compacted",
    ]) {
      expect(stdout).toContain(part);
    }
  });

  test.each([0.2, 0.5, 0.9])("that is cut after %s of it is shown up to there", async (part) => {
    const whole = await replay(recorded);
    const end = recorded.indexOf("\n", Math.floor(recorded.length * part)) - 5;
    const cut = recorded.slice(0, end);

    const { exitCode, stdout, stderr } = await replay(cut);

    const line = cut.split("\n").length;
    expect([exitCode, stderr]).toEqual([
      1,
      `error: FILE is cut off or damaged in line ${line}. What comes before it is shown.\n`,
    ]);
    const shown = finishedBlocks(stdout);
    expect(shown.length).toBeGreaterThan(20 * part);
    expect(finishedBlocks(whole.stdout).slice(0, shown.length)).toEqual(shown);
  });
});

describe("a record", () => {
  test("that ends within a message and a command shows what there was of them", async () => {
    const delta = (method: string, text: string): Entry => ({
      direction: "recv",
      message: { method, params: { threadId: "t", turnId: "u", itemId: method, delta: text } },
    });

    const { exitCode, stdout } = await replay(
      lines(
        delta("item/agentMessage/delta", "Half a "),
        delta("item/agentMessage/delta", "sentence"),
        item(
          "t",
          { type: "commandExecution", id: "item/commandExecution/outputDelta", command: "x" },
          "item/started",
        ),
        delta("item/commandExecution/outputDelta", "so far\n"),
      ),
    );

    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      "Half a sentence\n(not finished)\n\n$ x\n  so far\n  (not finished)\n",
    );
  });

  test("keeps the parts of messages apart whose ids are the same in several threads", async () => {
    const part = (threadId: string, delta: string): Entry => ({
      direction: "recv",
      message: {
        method: "item/agentMessage/delta",
        params: { threadId, turnId: "u", itemId: "m", delta },
      },
    });

    const { stdout } = await replay(lines(part("a", "a1"), part("b", "b1"), part("a", "a2")));

    expect(stdout).toContain("── thread a ──\n\na1a2\n");
    expect(stdout).toContain("── thread b ──\n\nb1\n");
  });

  test("names the thread whenever it is another one", async () => {
    const { stdout } = await replay(
      lines(said("a", "1"), said("a", "2"), said("b", "3"), said("a", "4")),
    );

    expect(stdout).toBe("── thread a ──\n\n1\n\n2\n\n── thread b ──\n\n3\n\n── thread a ──\n\n4\n");
  });

  test("can't make a terminal do anything", async () => {
    const { stdout } = await replay(
      lines(said("t", "a\u001b]0;title\u0007\u001b[31mb\u009b2J\r\b\u0000c")),
    );

    expect(stdout).toMatch(/^── thread t ──\n\na[^\p{Cc}]*c\n$/u);
  });

  test("shows the end of a long output", async () => {
    const aggregatedOutput = Array.from({ length: 100 }, (_, n) => `line ${n}\n`).join("");
    const { stdout } = await replay(
      lines(
        item("t", {
          type: "commandExecution",
          id: "c",
          command: "x",
          aggregatedOutput,
          exitCode: 0,
        }),
      ),
    );

    expect(stdout).toContain("$ x\n  … 80 lines before\n  line 80\n");
    expect(stdout).toContain("line 99\n  exit code 0\n");
  });

  test("is wrapped and coloured on a terminal alone", async () => {
    const text = lines(
      said("t", "one two three four five six"),
      item("t", { type: "userMessage", content: [{ type: "text", text: "hi" }] }),
    );

    expect((await replay(text)).stdout).toContain("\none two three four five six\n");
    const wide = await replay(text, { columns: 20 });
    expect(wide.stdout).toContain("\none two three four\nfive six\n");
    expect(wide.stdout).toContain("\u001b[1m> hi\u001b[22m");
    expect((await replay(text, { columns: 20, env: { NO_COLOR: "1" } })).stdout).not.toContain(
      "\u001b",
    );
  });

  test("whose messages are anything at all is no fault of the program", async () => {
    const params = fc.oneof(
      fc.anything(),
      fc.record({
        threadId: fc.anything(),
        turn: fc.anything(),
        item: fc.anything(),
        tokenUsage: fc.anything(),
        error: fc.anything(),
        questions: fc.anything(),
      }),
      fc.record({
        item: fc.record({
          type: fc.constantFrom(
            "userMessage",
            "agentMessage",
            "commandExecution",
            "fileChange",
            "mcpToolCall",
            "dynamicToolCall",
            "toString",
            "webSearch",
          ),
          text: fc.anything(),
          content: fc.anything(),
          changes: fc.anything(),
          result: fc.anything(),
        }),
      }),
    );
    const method = fc.constantFrom(
      "item/started",
      "item/completed",
      "turn/completed",
      "error",
      "thread/tokenUsage/updated",
      "item/agentMessage/delta",
      "item/tool/requestUserInput",
      "toString",
    );
    const entry = fc.record({
      direction: fc.constantFrom("send", "recv"),
      message: fc.oneof(
        fc.record({ id: fc.anything(), method, params }, { requiredKeys: [] }),
        fc.record({ id: fc.constantFrom(1, "a"), error: fc.anything(), result: fc.anything() }),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 12 }), async (entries) => {
        const text = entries
          .map(
            (one) =>
              `${JSON.stringify(one, (_, value) => (typeof value === "bigint" ? null : value))}\n`,
          )
          .join("");
        const { exitCode, stderr } = await replay(text);
        expect([exitCode, stderr]).toEqual([0, ""]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("what is no record", () => {
  test.each([
    ["text", "hello\n", "FILE is no record: its first line is not what traceWriter() writes."],
    [
      "other JSON",
      '{"a":1}\n',
      "FILE is no record: its first line is not what traceWriter() writes.",
    ],
    [
      "bytes",
      "\u0000\u0001\u0002",
      "FILE is no record: its first line is not what traceWriter() writes.",
    ],
    ["nothing", "", "FILE is empty: nothing was recorded."],
  ])("is refused: %s", async (_, text, reason) => {
    expect(await replay(text)).toEqual({ exitCode: 1, stdout: "", stderr: `error: ${reason}\n` });
  });

  test.each([
    ["a file that is not there", "/none/there", "There is no file /none/there."],
    ["a folder", tmpdir(), `${tmpdir()} is a folder; name a file.`],
  ])("is refused: %s", async (_, file, reason) => {
    expect(await runCommandLine(["replay", file])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: `error: ${reason}\n`,
    });
  });
});
