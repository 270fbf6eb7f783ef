import { describe, expect, test } from "vitest";
import type { TextStreamOptions, TurnEvent, TurnHandle } from "../../src/index.js";
import {
  createGate,
  disconnect,
  functionCall,
  message,
  rawEvent,
  reasoning,
  usage,
} from "../../src/testing/index.js";
import { collect } from "../support/collect.js";
import { startCodex } from "./start-codex.js";

async function textOf(turn: TurnHandle, options?: TextStreamOptions): Promise<string> {
  let text = "";
  for await (const piece of turn.textStream(options)) text += piece;
  return text;
}

/** What each event of these kinds says, without ids. */
function told(events: readonly TurnEvent[], ...types: TurnEvent["type"][]): string[] {
  return events
    .filter(({ type }) => types.includes(type))
    .map((event) => ("text" in event ? `${event.type}: ${event.text}` : event.type));
}

describe("the events of a turn", () => {
  test("tell its texts, reasoning, items, output and usage, and end with its result", async () => {
    const { codex, model } = await startCodex();
    model.respond(
      reasoning(["Let me ", "look."]),
      message(["I will ", "look."], { phase: "commentary" }),
      functionCall("exec_command", { cmd: "echo one; sleep 0.3; echo two" }, { callId: "call" }),
      usage({ inputTokens: 1_000, outputTokens: 50 }),
    );
    model.respond(
      message("Found.", { phase: "final_answer" }),
      usage({ inputTokens: 1_100, outputTokens: 7 }),
    );
    const thread = await codex.threadStart({
      approvalMode: "dangerously-bypass-approvals-and-sandbox",
    });
    const turn = await thread.turn("Go");

    const events = await collect(turn.events());
    const result = await turn.result();

    expect(told(events, "text-start", "text-delta", "text-end")).toEqual([
      "text-start",
      "text-delta: I will ",
      "text-delta: look.",
      "text-end: I will look.",
      "text-start",
      "text-delta: Found.",
      "text-end: Found.",
    ]);
    expect(told(events, "reasoning-start", "reasoning-delta", "reasoning-end")).toEqual([
      "reasoning-start",
      "reasoning-delta: Let me ",
      "reasoning-delta: look.",
      "reasoning-end",
    ]);
    const output = events.filter((event) => event.type === "command-output");
    // What the server did not stream comes last, and that is often the beginning.
    expect(
      output
        .map(({ text }) => text)
        .sort()
        .join(""),
    ).toBe("one\ntwo\n");
    expect(events.at(-1)).toEqual({ type: "finish", result });
    const items = events.filter((event) => event.type === "item-end").map(({ item }) => item);
    expect(items).toEqual(result.items);
    expect(result.turnUsage).toMatchObject({ inputTokens: 2_100, outputTokens: 57 });
    expect(events.findLast((event) => event.type === "usage")).toEqual({
      type: "usage",
      usage: result.usage,
      turnUsage: result.turnUsage,
    });
  });

  test("have the text of a message that comes without deltas", async () => {
    const { codex, model } = await startCodex();
    const item = {
      type: "message",
      role: "assistant",
      id: "m1",
      content: [{ type: "output_text", text: "Hello from a gateway." }],
    };
    model.respond(rawEvent({ type: "response.output_item.done", output_index: 0, item }));
    const turn = await (await codex.threadStart()).turn("Go");

    const text = textOf(turn);

    expect(told(await collect(turn.events()), "text-start", "text-delta", "text-end")).toEqual([
      "text-start",
      "text-delta: Hello from a gateway.",
      "text-end: Hello from a gateway.",
    ]);
    expect(await text).toBe("Hello from a gateway.");
  });

  test("take back the half message that the server dropped after a lost connection", async () => {
    const { codex, model, warnings } = await startCodex({
      home: { provider: { streamMaxRetries: 2 } },
    });
    model.respond(message(["The answer ", "is for", "ty-two."]), disconnect({ afterEvents: 4 }));
    model.respond(message(["The answer ", "is forty-two."]));
    const turn = await (await codex.threadStart()).turn("Go");

    const text = textOf(turn);
    const events = await collect(turn.events());

    const kinds = events.map(({ type }) => type);
    expect(kinds.filter((type) => type === "retry" || type.startsWith("text-"))).toEqual([
      "text-start",
      "text-delta",
      "text-delta",
      "retry",
      "text-discard",
      "text-start",
      "text-delta",
      "text-delta",
      "text-end",
    ]);
    expect(await text).toBe("The answer is for\n\nThe answer is forty-two.");
    expect((await turn.result()).finalResponse).toBe("The answer is forty-two.");
    expect(warnings).toEqual([expect.stringContaining("tries the model again: Reconnecting")]);
  });

  test("tell of an approval when it is asked and when it is answered", async () => {
    const answer = createGate();
    const { codex, model } = await startCodex();
    model.respond(functionCall("exec_command", { cmd: "true" }, { callId: "call" }));
    model.respond(message("Done."));
    const thread = await codex.threadStart({
      approvalPolicy: "untrusted",
      sandbox: "full-access",
      handlers: {
        commandApproval: async () => {
          await answer.pass();
          return { decision: "accept" };
        },
      },
    });
    const turn = await thread.turn("Go");
    const seen: TurnEvent[] = [];

    for await (const event of turn.events()) {
      if (event.type.startsWith("approval-")) seen.push(event);
      if (event.type === "approval-start") answer.open();
    }

    expect(seen).toEqual([
      {
        type: "approval-start",
        id: expect.any(String),
        method: "item/commandExecution/requestApproval",
        itemId: "call",
        params: expect.objectContaining({ command: expect.stringContaining("true") }),
      },
      { type: "approval-end", id: (seen[0] as { id: string }).id, isAccepted: true },
    ]);
  });

  test("of a plan are texts of that phase, and the plan is the final response", async () => {
    const { codex, model } = await startCodex();
    model.respond(message("<proposed_plan>\n# Plan\n1. Do it\n</proposed_plan>"));
    const turn = await (await codex.threadStart()).turn("Plan", { mode: "plan" });

    const text = textOf(turn, { phase: "plan" });
    const events = await collect(turn.events());

    expect(told(events, "text-end")).toEqual(["text-end: # Plan\n1. Do it\n"]);
    expect(await text).toBe("# Plan\n1. Do it\n");
    expect((await turn.result()).finalResponse).toBe("# Plan\n1. Do it\n");
  });
});

describe("a reader who comes late", () => {
  test("gets everything so far, then what follows, as often as it is asked for", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(
      message(["one ", "two"], { phase: "commentary" }),
      functionCall("exec_command", { cmd: "echo out" }, { callId: "call" }),
    );
    model.respond(message(["thr", gate, "ee"]));
    const thread = await codex.threadStart({
      approvalMode: "dangerously-bypass-approvals-and-sandbox",
    });
    const turn = await thread.turn("Go");
    for await (const event of turn.events()) {
      if (event.type === "text-delta" && event.text === "thr") break;
    }

    const late = Array.from({ length: 2 }, () => turn.events({ from: "start" }));
    gate.open();
    const [first, second] = await Promise.all(late.map((events) => collect(events)));

    expect(told(first ?? [], "text-start", "text-delta", "text-end", "command-output")).toEqual([
      "text-start",
      "text-delta: one two",
      "text-end: one two",
      "command-output: out\n",
      "text-start",
      "text-delta: thr",
      "text-delta: ee",
      "text-end: three",
    ]);
    expect(second).toEqual(first);
    const afterwards = await collect(turn.events({ from: "start" }));
    expect(afterwards.at(-1)).toEqual({ type: "finish", result: await turn.result() });
    expect(told(afterwards, "text-end")).toEqual(["text-end: one two", "text-end: three"]);
  });

  test("gets the events of a run that it did not start", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(
      message("one", { phase: "commentary" }),
      functionCall("exec_command", { cmd: "true" }),
    );
    model.respond(message(["tw", gate, "o"]));
    const thread = await codex.threadStart({
      approvalMode: "dangerously-bypass-approvals-and-sandbox",
    });
    const run = thread.run("Go");
    for await (const { params } of codex.notifications({ methods: ["item/agentMessage/delta"] })) {
      if (params.delta === "tw") break;
    }

    const events = thread.currentTurn()?.events({ from: "start" }) as AsyncIterable<TurnEvent>;
    gate.open();

    const seen = await collect(events);
    expect(told(seen, "text-end")).toEqual(["text-end: one", "text-end: two"]);
    expect(seen.at(-1)).toEqual({ type: "finish", result: await run });
  });
});

describe("the text of a turn", () => {
  test("separates its messages by an empty line", async () => {
    const { codex, model } = await startCodex();
    model.respond(
      message("I will look.", { phase: "commentary" }),
      message("It is 42.", { phase: "final_answer" }),
    );
    const turn = await (await codex.threadStart()).turn("Go");

    expect(await textOf(turn)).toBe("I will look.\n\nIt is 42.");
  });

  test.each([
    ["commentary", "I will look."],
    ["final_answer", "It is 42."],
    ["plan", ""],
  ] as const)("of phase %s is %j", async (phase, expected) => {
    const { codex, model } = await startCodex();
    model.respond(
      message("I will look.", { phase: "commentary" }),
      message("It is 42.", { phase: "final_answer" }),
    );
    const turn = await (await codex.threadStart()).turn("Go");

    expect(await textOf(turn, { phase })).toBe(expected);
  });
});

test("the usage of a turn is its own also when the conversation was compacted in it", async () => {
  const { codex, model } = await startCodex({
    home: { config: "model_auto_compact_token_limit = 5000\n" },
  });
  const call = functionCall("exec_command", { cmd: "true" }, { callId: "c" });
  model.respond(call, usage({ inputTokens: 9_000, outputTokens: 10 }));
  model.respond(message("A summary."), usage({ inputTokens: 300, outputTokens: 10 }));
  model.respond(message("Done."), usage({ inputTokens: 300, outputTokens: 10 }));
  const thread = await codex.threadStart({
    approvalMode: "dangerously-bypass-approvals-and-sandbox",
  });

  const { usage: total, turnUsage, finalResponse } = await thread.run("Go");

  expect(finalResponse).toBe("Done.");
  expect(turnUsage).toEqual(total?.total);
  expect(turnUsage).toMatchObject({ inputTokens: 9_600, outputTokens: 30 });
});
