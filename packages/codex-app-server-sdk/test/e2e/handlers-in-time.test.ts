import { describe, expect, test } from "vitest";
import { createGate, functionCall, type ModelItem, message } from "../../src/testing/index.js";
import { startCodex } from "./start-codex.js";

describe("handlers", () => {
  const run = (cmd: string, callId: string): ModelItem =>
    functionCall("exec_command", { cmd }, { callId });
  const untrusted = { approvalPolicy: "untrusted", sandbox: "full-access" } as const;

  test("run at the same time and may answer in any order", async () => {
    const gates = { first: createGate(), second: createGate() };
    const { codex, model } = await startCodex({
      codex: {
        handlers: {
          commandApproval: async ({ command }) => {
            await gates[command?.includes("first") ? "first" : "second"].pass();
            return { decision: "accept" };
          },
        },
      },
    });
    model.respond(run("echo first", "a"), run("echo second", "b")).respond(message("done"));
    const running = (await codex.threadStart(untrusted)).run("Go");
    await Promise.all([gates.first.reached, gates.second.reached]);

    gates.second.open();
    gates.first.open();
    await running;

    expect(model.requests[1]?.toolOutput("a")).toContain("first");
    expect(model.requests[1]?.toolOutput("b")).toContain("second");
  });

  test("that take longer than handlerMs are declined, told so, and the turn goes on", async () => {
    let signal: AbortSignal | undefined;
    const { codex, model, warnings } = await startCodex({
      codex: {
        timeouts: { handlerMs: 50 },
        handlers: {
          commandApproval: (_, context) => {
            signal = context.signal;
            return new Promise(() => {});
          },
        },
      },
    });
    model.respond(run("echo no", "a")).respond(message("done"));

    const { items } = await (await codex.threadStart(untrusted)).run("Go");

    expect(items.find(({ type }) => type === "commandExecution")).toMatchObject({
      status: "declined",
    });
    expect(signal?.aborted).toBe(true);
    expect(warnings.join()).toContain("50 ms");
  });

  test.each(["the turn is interrupted", "the client closes"])(
    "are told by their signal when %s",
    async (how) => {
      const asked = createGate();
      let signal: AbortSignal | undefined;
      const { codex, model } = await startCodex({
        codex: {
          handlers: {
            commandApproval: (_, context) => {
              signal = context.signal;
              void asked.pass();
              return new Promise(() => {});
            },
          },
        },
      });
      model.respond(run("echo no", "a"));
      const turn = await (await codex.threadStart(untrusted)).turn("Go");
      await asked.reached;
      expect(signal?.aborted).toBe(false);

      await (how === "the client closes" ? codex.close() : turn.interrupt());

      expect(signal?.aborted).toBe(true);
    },
  );
});
