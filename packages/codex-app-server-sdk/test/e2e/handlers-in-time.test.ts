import { AsyncLocalStorage } from "node:async_hooks";
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

  test("run in the async context of the call that started their turn", async () => {
    const tenant = new AsyncLocalStorage<string>();
    const asked: string[] = [];
    const { codex, model } = await startCodex({
      codex: {
        handlers: {
          commandApproval: ({ command }) => {
            asked.push(`${tenant.getStore()} for ${command?.includes("one") ? "one" : "two"}`);
            return { decision: "accept" };
          },
        },
      },
    });
    model.respondWith(({ userText = "", toolOutput }) =>
      toolOutput(userText) === undefined ? run(`echo ${userText}`, userText) : message("done"),
    );
    await tenant.run("who starts the server", () => codex.start());
    const threads = await Promise.all([codex.threadStart(untrusted), codex.threadStart(untrusted)]);

    await Promise.all([
      tenant.run("first", () => threads[0].run("one")),
      tenant.run("second", () => threads[1].run("two")),
    ]);

    expect(asked.sort()).toEqual(["first for one", "second for two"]);
  });

  test("are called after what the server said before has been read", async () => {
    const seen: string[] = [];
    const { codex, model } = await startCodex({
      codex: {
        handlers: {
          commandApproval: () => {
            seen.push("asked");
            return { decision: "accept" };
          },
        },
      },
    });
    const words = Array.from({ length: 50 }, (_, n) => `${n} `);
    model.respond(message(words), run("echo hi", "a")).respond(message("done"));
    const turn = await (await codex.threadStart(untrusted)).turn("Go");

    for await (const text of turn.textStream()) seen.push(text);

    expect(seen.join("")).toBe(`${words.join("")}asked\n\ndone`);
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
