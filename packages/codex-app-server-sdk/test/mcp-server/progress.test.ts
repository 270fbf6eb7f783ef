import type { Progress } from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, test } from "vitest";
import { createGate, functionCall, message, reasoning } from "../../src/testing/index.js";
import { startMcpServer, textsOf, threadOf } from "./start-mcp-server.js";

const free = { sandbox: "danger-full-access", "approval-policy": "never" };

describe("progress", () => {
  test("is told of what the turn does, while it runs", async () => {
    const { call, model, faults } = await startMcpServer();
    model.respond(
      message("I look.", { phase: "commentary" }),
      functionCall("exec_command", { cmd: "echo hello" }),
    );
    const gate = createGate();
    const answer = message(["It says", gate, " hello."], { phase: "final_answer" });
    model.respond(reasoning("Hm."), answer);
    const seen: Progress[] = [];

    const result = await call(
      "codex",
      { prompt: "Run it", ...free },
      {
        onprogress(progress) {
          seen.push(progress);
          // The official client drops what it reads together with the result.
          if (progress.message === "Thinking") gate.open();
        },
      },
    );

    expect(textsOf(result)).toEqual(["It says hello."]);
    expect(seen.map((progress) => progress.message)).toEqual([
      `Working on thread ${threadOf(result)}`,
      "I look.",
      "Running echo hello",
      "Thinking",
    ]);
    expect(seen.map(({ progress }) => progress)).toEqual([1, 2, 3, 4]);
    expect(faults).toEqual([]);
  });

  test("names the thread at once, so that a cancelled call can be continued", async () => {
    const { call, model } = await startMcpServer();
    const gate = createGate();
    model.respond(gate, message("late")).respond(message("Still here."));
    const controller = new AbortController();
    let told = "";
    const options = {
      signal: controller.signal,
      onprogress: (progress: Progress): void => {
        told ||= progress.message ?? "";
      },
    };

    const ended = call("codex", { prompt: "Go" }, options);
    await gate.reached;
    controller.abort("no more");
    await expect(ended).rejects.toThrow("no more");

    const threadId = told.replace("Working on thread ", "");
    const result = await call("codex-reply", { threadId, prompt: "Hello?" });
    expect(textsOf(result)).toEqual(["Still here."]);
  });

  test("is told of nothing that was not asked for", async () => {
    const { client, call, model, faults } = await startMcpServer();
    const others: string[] = [];
    client.fallbackNotificationHandler = async ({ method }) => void others.push(method);
    model.respond(functionCall("exec_command", { cmd: "echo hello" })).respond(message("done"));

    await call("codex", { prompt: "Run it", ...free });

    expect([others, faults]).toEqual([[], []]);
  });
});
