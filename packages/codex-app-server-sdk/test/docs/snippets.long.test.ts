import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import {
  functionCall,
  type MockResponsesServer,
  message,
  type TestHome,
  testCodex,
} from "../../src/testing/index.js";
import { makeUsersProject } from "../support/users-project.js";
import { declares } from "./declares.js";
import { isPieceOfExample } from "./example-pieces.js";
import { readDocuments, snippets } from "./markdown.js";
import { runTypeScript } from "./run-type-script.js";

/** How a snippet is run, and what comes of it. */
interface SnippetRun {
  /** What the model does; default: it says "Hello." each time. */
  script?(model: MockResponsesServer): void;
  env?: Record<string, string>;
  prints?: string | RegExp;
  /** Looks at what the model was sent, and at the folder. */
  check?(model: MockResponsesServer, home: TestHome): void | Promise<void>;
}

const project = await makeUsersProject(["zod"]);
afterAll(() => project.dispose());
const documents = await readDocuments();

/** The snippets of each document that are no piece of an example, in their order. */
const runs: Record<string, readonly SnippetRun[]> = {
  "README.md": [],
  "AGENTS.md": [{ prints: "Hello.\n" }, { prints: "Hello.\n" }],
  "examples/README.md": [],
  "docs/api.md": [
    { prints: /^sha256:\w+\n$/ },
    { prints: /^git version .*\n0\n$/ },
    { prints: "Hello.\n" },
    {},
    { prints: "0\n" },
    {},
    {
      check: ({ requests }) => expect(requests.at(-1)?.userText).toBe("Hello"),
    },
    { prints: "Hello.\n" },
  ],
  "docs/approvals.md": [
    {
      script(model): void {
        model.respond(functionCall("exec_command", { cmd: "npm test; touch made" }));
        model.respond(message("Declined."));
      },
      async check({ requests }, home): Promise<void> {
        expect(requests).toHaveLength(2);
        expect(await readdir(home.cwd)).toEqual([]);
      },
    },
    { prints: "cd app && npm test\nnull\n[ 'npm', 'test' ]\n" },
    {},
  ],
  "docs/cli.md": [],
  "docs/deploying.md": [],
  "docs/events.md": [{ prints: /Hello\.completed \d+/ }],
  "docs/faq.md": [
    { prints: "true true\n" },
    { check: ({ requests }) => expect(requests.at(-1)?.userText).toBe("Say hello.") },
    {},
  ],
  "docs/getting-started.md": [
    { prints: "Hello.\n" },
    { prints: /^Hello\.2 \d+\n$/ },
    {
      script(model): void {
        model.respond(
          functionCall("exec_command", { cmd: "git status --short" }, { callId: "yes" }),
        );
        model.respond(functionCall("exec_command", { cmd: "npm test; echo 1" }, { callId: "no" }));
        model.respond(message("Done."));
      },
      check({ requests }): void {
        expect(requests[1]?.toolOutput("yes")).toContain("exited with code");
        expect(requests[2]?.toolOutput("no")).not.toContain("exited with code");
      },
    },
    { prints: /Error: changed my mind/ },
  ],
  "docs/login.md": [{}, {}],
  "docs/mcp-server.md": [],
  "docs/migrating.md": [
    { prints: /^Hello\. 2 \d+\n$/ },
    { prints: "userMessage\nagentMessage\ncompleted\n" },
  ],
  "docs/observability.md": [{ prints: /^completed \d+ undefined\nHello\.\n$/ }],
  "docs/options.md": [
    {
      script: (model) => void model.respond(message('{"change":"nothing"}')),
      prints: "{ change: 'nothing' }\n",
      check({ requests }): void {
        expect(requests[0]?.body).toMatchObject({
          model: "gpt-5.5",
          reasoning: { effort: "low" },
          text: { format: { schema: { required: ["change"] } } },
        });
        expect(JSON.stringify(requests[0]?.body)).toContain("in one sentence");
      },
    },
    {},
  ],
  "docs/parity.md": [],
  "docs/performance.md": [],
  "docs/protocol.md": [],
  "docs/scaling.md": [],
  "docs/serving.md": [],
  "docs/sharing.md": [],
  "docs/storing-threads.md": [
    { prints: /^Hello\. [0-9a-f-]{36}\n$/ },
    { prints: /^(passed: .+\n){16}$/ },
  ],
  "docs/testing.md": [{}, {}, { prints: "Hello.\n" }],
  "docs/tools.md": [
    {
      script(model): void {
        model.respond(functionCall("look_up_issue", { number: 7 }, { callId: "call" }));
        model.respond(message("A crash."));
      },
      prints: "A crash.\n",
      check({ requests }): void {
        expect(requests[1]?.toolOutput("call")).toBe("Crash at start");
      },
    },
    {
      script: (model) =>
        void model.respond(message('{"summary":"Empty.","risk":"low","owner":null}')),
      prints: "low nobody\n",
    },
  ],
  "docs/troubleshooting.md": [
    { check: ({ requests }) => expect(requests.at(-1)?.userText).toBe("Hello") },
  ],
  "docs/versions.md": [],
  "docs/web.md": [],
  "docs/what-needs-what.md": [{}],
};

/** What a snippet may use without declaring it, each with what comes before. */
const givens = {
  codex:
    'import { Codex as GivenCodex } from "codex-app-server-sdk"; const codex = new GivenCodex();',
  thread: "const thread = await codex.threadStart();",
  turn: 'const turn = await thread.turn("Begin.");',
};

/** The snippet as a program of its own. */
function programOf(code: string): string {
  const isGiven = (name: string): boolean =>
    new RegExp(`(?<![-/\\w])${name}(?![-/\\w])`).test(code) && !declares(code, name);
  const turn = isGiven("turn");
  const thread = turn || isGiven("thread");
  const codex = thread || isGiven("codex");
  return [
    codex ? givens.codex : "",
    thread ? givens.thread : "",
    turn ? givens.turn : "",
    code,
    codex ? "await codex.close();" : "",
  ].join("\n");
}

/** The first line that does something. */
function firstLine(code: string): string | undefined {
  return code.split("\n").find((line) => line !== "" && !line.startsWith("import"));
}

async function runSnippet(code: string, run: SnippetRun): Promise<void> {
  const { model, home, dispose } = await testCodex();
  onTestFinished(() => dispose());
  if (run.script) run.script(model);
  else model.respondWith(() => message("Hello."));
  const file = join(project.folder, "snippet.ts");
  await writeFile(file, programOf(code));

  const output = await runTypeScript(file, home, { env: run.env ?? {} });

  if (typeof run.prints === "string") expect(output).toBe(run.prints);
  else if (run.prints) expect(output).toMatch(run.prints);
  await run.check?.(model, home);
  expect(model.unexpectedRequests).toEqual([]);
}

describe.each([...documents.keys()])("%s", (name) => {
  const pieces = snippets(documents.get(name) ?? "");
  const own = pieces.filter((code) => !isPieceOfExample(code));

  test("has a run for each snippet that is no piece of an example", () => {
    expect(own).toHaveLength(runs[name]?.length ?? -1);
  });

  for (const [index, code] of own.entries()) {
    test(`snippet ${index + 1}: ${firstLine(code)}`, async () => {
      await runSnippet(code, runs[name]?.[index] ?? {});
    });
  }
});

test("a snippet that fails is noticed", async () => {
  const run = runSnippet("throw new Error('no such thing');", {});

  await expect(run).rejects.toThrow("no such thing");
});
