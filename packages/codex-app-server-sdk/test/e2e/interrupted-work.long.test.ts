import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Codex, Handlers, InterruptOptions, Thread, TurnHandle } from "../../src/index.js";
import { createGate, functionCall, type ModelItem, message } from "../../src/testing/index.js";
import { isAlive } from "../support/is-alive.js";
import { createReportingCommand, type ReportingCommand } from "../support/reporting-command.js";
import { type E2eSetup, startCodex } from "./start-codex.js";

const approvals = {
  none: { approvalMode: "deny-all", sandbox: "full-access" },
  needed: { approvalPolicy: "untrusted", sandbox: "full-access" },
} as const;

const accepting: Handlers = { commandApproval: () => ({ decision: "accept" }) };

function commandIn({ home }: E2eSetup, name: string): ReportingCommand {
  return createReportingCommand(join(home.root, name));
}

/** A tool call that goes to the background at once, or after longer than the test takes. */
function runs({ cmd }: ReportingCommand, where: "background" | "first call"): ModelItem {
  const yieldMs = where === "background" ? 250 : 30_000;
  // One id for all calls, as providers give that number them anew in each answer.
  return functionCall("exec_command", { cmd, yield_time_ms: yieldMs }, { callId: "call_0" });
}

/** Resolves when the server has told of a command. */
async function commandShown(codex: Codex): Promise<void> {
  for await (const notification of codex.notifications({ methods: ["item/started"] })) {
    if (notification.method !== "item/started") continue;
    if (notification.params.item.type === "commandExecution") return;
  }
}

async function expectGone(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid), { timeout: 10_000, interval: 20 }).toBe(false);
}

/** Ways to give up a turn whose command runs. Each resolves when the caller is told. */
const endings: Record<string, (thread: Thread, running: Promise<unknown>) => Promise<void>> = {
  "interrupt()": async (thread, running) => {
    const turn = await thread.turn("Two");
    await running;
    await turn.interrupt();
  },
  "its signal": async (thread, running) => {
    const abort = new AbortController();
    const done = thread.run("Two", { signal: abort.signal });
    await running;
    abort.abort("enough");
    await expect(done).rejects.toBe("enough");
  },
  "its time-out": async (thread, running) => {
    const done = thread.run("Two", { timeouts: { totalMs: 2_000 } });
    await running;
    await expect(done).rejects.toMatchObject({ code: "TURN_TIMEOUT" });
  },
  "leaving its block": async (thread, running) => {
    await using _turn: TurnHandle = await thread.turn("Two");
    await running;
  },
};

// Was tried on Linux only.
describe.runIf(process.platform === "linux")("a turn that is ended by", () => {
  describe.each(Object.keys(endings))("%s", (ending) => {
    test.each([
      ["none", "first call"],
      ["none", "background"],
      ["needed", "first call"],
    ] as const)(
      "takes its own command with it, and leaves that of an earlier turn (approval: %s, in: %s)",
      async (approval, where) => {
        const setup = await startCodex({ codex: { handlers: accepting } });
        const { codex, model } = setup;
        const [earlier, own] = [commandIn(setup, "earlier"), commandIn(setup, "own")];
        const thread = await codex.threadStart(approvals[approval]);
        const callOfEarlier = functionCall(
          "exec_command",
          { cmd: earlier.cmd, yield_time_ms: 250 },
          // Commands that had to be approved are told apart by this id alone.
          { callId: approval === "none" ? "call_0" : "call_earlier" },
        );
        model.respond(callOfEarlier).respond(message("one"));
        await thread.run("One");
        let further = message(["working", createGate()]);
        model.respond(runs(own, where)).respondWith(() => further);

        await endings[ending]?.(thread, Promise.all([own.pid(), commandShown(codex)]));

        await expectGone(await own.pid());
        expect(isAlive(await earlier.pid())).toBe(true);
        further = message("three");
        expect((await thread.run("Three")).finalResponse).toBe("three");
      },
    );
  });
});

const multiAgent = {
  "as tool calls": { namespace: "multi_agent_v1", config: "" },
  "as activities": { namespace: "collaboration", config: "[features]\nmulti_agent_v2 = true\n" },
} as const;

interface RunningAgent {
  turn: TurnHandle;
  /** The process id of the agent's command. */
  pid: number;
  /** Ends the agent's command from outside. Resolves when the agent then asks its model again. */
  seeItGoOn(): Promise<void>;
}

/** A turn that has set a sub-agent to work, which runs a command. */
async function startAgent(
  told: keyof typeof multiAgent,
  parent: "waits" | "ends",
): Promise<RunningAgent> {
  const { namespace, config } = multiAgent[told];
  const setup = await startCodex({ home: { config } });
  const { codex, model } = setup;
  const command = commandIn(setup, "agent");
  const thread = await codex.threadStart(approvals.none);
  const goesOn = createGate();
  const answers = [[runs(command, "first call")], [message(["on", goesOn])]];
  model.respondWith(({ threadId }) => {
    if (threadId !== thread.id) return answers.shift() ?? message("agent done");
    return message(parent === "waits" ? ["waiting", createGate()] : "done");
  });
  model.respond(
    functionCall(
      "spawn_agent",
      { task_name: "worker", message: "Work" },
      // A real model may have to find the tool by a search first.
      { namespace, unoffered: true },
    ),
  );
  const turn = await thread.turn("Go");
  const pid = await command.pid();
  const seeItGoOn = async (): Promise<void> => {
    process.kill(pid);
    await goesOn.reached;
  };
  return { turn, pid, seeItGoOn };
}

describe.runIf(process.platform === "linux").each(Object.keys(multiAgent))(
  "a sub-agent that is told of %s",
  (key) => {
    const told = key as keyof typeof multiAgent;

    test("is ended with the turn that set it to work, and so is its command", async () => {
      const { turn, pid } = await startAgent(told, "waits");

      await turn.interrupt();

      await expectGone(pid);
    });

    test("goes on when it is to be kept", async () => {
      const { turn, seeItGoOn } = await startAgent(told, "waits");

      await turn.interrupt({ agents: "keep" } satisfies InterruptOptions);

      await seeItGoOn();
    });

    test("goes on after a turn that has ended by itself", async () => {
      const { turn, seeItGoOn } = await startAgent(told, "ends");

      await turn.result();

      await seeItGoOn();
    });
  },
);
