import { readdir } from "node:fs/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  createTestHome,
  functionCall,
  MockResponsesServer,
  message,
  type TestHome,
  usage,
} from "../../src/testing/index.js";
import { runExample } from "./run-example.js";

async function setUp(): Promise<{ model: MockResponsesServer; home: TestHome }> {
  const model = await MockResponsesServer.start();
  const home = await createTestHome({ responses: model });
  onTestFinished(async () => {
    await model.close();
    await home.dispose();
  });
  return { model, home };
}

const examples: Record<string, () => Promise<void>> = {
  "01-quickstart.ts": async () => {
    const { model, home } = await setUp();
    model.respond(message(["An empty ", "folder."]), usage({ inputTokens: 20, outputTokens: 4 }));

    expect(await runExample("01-quickstart.ts", home)).toBe("An empty folder.\n24 tokens\n");
    expect(model.unexpectedRequests).toEqual([]);
  },

  "02-approvals.ts": async () => {
    const { model, home } = await setUp();
    model.respond(functionCall("exec_command", { cmd: "echo npm test" }, { callId: "tests" }));
    model.respond(functionCall("exec_command", { cmd: "echo other" }, { callId: "other" }));
    model.respond(message("They pass."));

    expect(await runExample("02-approvals.ts", home)).toMatch(/^They pass\. 4 \d+\n$/);
    expect(model.requests[1]?.toolOutput("tests")).toContain("npm test");
    expect(model.requests[2]?.toolOutput("other")).not.toContain("exited with code 0");
  },

  "demo.ts": async () => {
    const { home } = await setUp();

    const output = await runExample("demo.ts", home);

    expect(output).toMatch(/^approve\? .*echo Hello from a real shell/m);
    expect(output).toContain("command  completed, exit code 0\n         Hello from a real shell\n");
    expect(output).toContain("word by word.\n");
    expect(output).toContain("tokens   2460 in, 48 out, 2508 in total\n");
  },
};

describe("example", () => {
  for (const [name, run] of Object.entries(examples)) test(name, run);

  test("none goes untested", async () => {
    const files = await readdir(new URL("../../examples/", import.meta.url));

    expect(files.filter((file) => file.endsWith(".ts")).sort()).toEqual(
      Object.keys(examples).sort(),
    );
  });
});
