import { describe, expect, test } from "vitest";
import type { Handlers } from "../../src/index.js";
import { createGate, functionCall, message } from "../../src/testing/index.js";
import { startCodex } from "./start-codex.js";

describe("handlers of a thread", () => {
  const runsCommand = functionCall("exec_command", { cmd: "echo ran" }, { callId: "call" });
  const untrusted = { approvalPolicy: "untrusted", sandbox: "full-access" } as const;

  test("win over the client's, one by one, on start, resume and fork", async () => {
    const asked: string[] = [];
    const says =
      (who: string): Handlers["commandApproval"] =>
      () => {
        asked.push(who);
        return { decision: "decline" };
      };
    const { codex, model } = await startCodex({
      codex: { handlers: { commandApproval: says("client") } },
    });
    const ask = async (thread: { run(input: string): Promise<unknown> }): Promise<void> => {
      model.respond(runsCommand).respond(message("done"));
      await thread.run("Go");
    };
    const own = await codex.threadStart({
      ...untrusted,
      handlers: { commandApproval: says("thread") },
    });
    await ask(own);
    await ask(await codex.threadStart(untrusted));
    await ask(await codex.threadStart({ ...untrusted, handlers: {} }));
    await ask(await codex.threadFork(own.id, untrusted));
    await ask(
      await codex.threadFork(own.id, { ...untrusted, handlers: { commandApproval: says("fork") } }),
    );
    await ask(await codex.threadResume(own.id));
    await ask(await codex.threadResume(own.id, { handlers: { commandApproval: says("resumed") } }));
    await ask(own);

    expect(asked).toEqual([
      "thread",
      "client",
      "client",
      "client",
      "fork",
      "thread",
      "resumed",
      "resumed",
    ]);
  });

  test("may be an object of a class, whose methods find their own fields", async () => {
    class Approvals {
      readonly #answer = "decline" as const;
      asked = 0;

      commandApproval(): { decision: "decline" } {
        this.asked += 1;
        return { decision: this.#answer };
      }
    }
    const [ofClient, ofThread] = [new Approvals(), new Approvals()];
    const { codex, model } = await startCodex({ codex: { handlers: ofClient } });
    for (const handlers of [undefined, ofThread]) {
      const thread = await codex.threadStart({ ...untrusted, handlers });
      model.respond(runsCommand).respond(message("done"));
      const { items } = await thread.run("Go");
      expect(items).toContainEqual(
        expect.objectContaining({ type: "commandExecution", status: "declined" }),
      );
    }

    expect([ofClient.asked, ofThread.asked]).toEqual([1, 1]);
  });

  test.each([
    ["as a tool call", "multi_agent_v1", ""],
    ["as an activity", "collaboration", "[features]\nmulti_agent_v2 = true\n"],
  ])("answer for its sub-agents too, told of %s", async (_, namespace, features) => {
    const asked: (string | null)[] = [];
    const { codex, model } = await startCodex({
      home: { config: features },
      codex: {
        handlers: {
          commandApproval: () => {
            throw new Error("the client's handler was asked");
          },
        },
      },
    });
    const answered = createGate();
    const thread = await codex.threadStart({
      ...untrusted,
      handlers: {
        commandApproval: (_params, { threadId }) => {
          asked.push(threadId);
          answered.pass();
          return { decision: "accept" };
        },
      },
    });
    const agentRequests: string[] = [];
    model.respondWith(({ threadId = "", ...request }) => {
      if (threadId === thread.id) return message("done");
      agentRequests.push(request.toolOutput("call") ?? "");
      return agentRequests.length === 1 ? runsCommand : message("agent done");
    });
    model.respond(
      functionCall(
        "spawn_agent",
        { task_name: "worker", message: "Work" },
        // A real model may have to find the tool by a search first.
        { callId: "spawn", namespace, unoffered: true },
      ),
    );

    await thread.run("Go");
    await answered.reached;
    await expect.poll(() => agentRequests[1]).toContain("ran");

    expect(asked).toHaveLength(1);
    expect(asked[0]).not.toBe(thread.id);
  });
});
