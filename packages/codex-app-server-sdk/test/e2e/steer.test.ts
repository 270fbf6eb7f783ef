import { describe, expect, test } from "vitest";
import { InvalidRequestError, OptionsError, TransportClosedError } from "../../src/index.js";
import { createGate, functionCall, message } from "../../src/testing/index.js";
import { startCodex } from "./start-codex.js";

const onePixel =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

describe("steering a turn", () => {
  test("gives the model further input within the same turn", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["thinking", gate])).respond(message("as you wish"));
    const turn = await (await codex.threadStart()).turn("Write a poem");
    await gate.reached;

    await turn.steer("about the sea");
    const { items, finalResponse } = await turn.result();

    expect(finalResponse).toBe("as you wish");
    expect(model.requests[1]?.userText).toBe("about the sea");
    expect(await model.requests[0]?.ended).toBe("aborted");
    const said = items.filter(({ type }) => type === "userMessage");
    expect(said).toMatchObject([
      { content: [{ text: "Write a poem" }] },
      { content: [{ text: "about the sea" }] },
    ]);
  });

  test("works straight after turn() has returned", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(() => message("ok"));
    const turn = await (await codex.threadStart()).turn("one");

    await turn.steer("two");
    await turn.run();

    expect(JSON.stringify(model.requests.at(-1)?.input)).toContain("two");
  });

  test("takes every kind of input, several times", async () => {
    const { codex, model } = await startCodex();
    const gates = [createGate(), createGate()] as const;
    model.respond(message(["a", gates[0]])).respond(message(["b", gates[1]]));
    model.respond(message("done"));
    const turn = await (await codex.threadStart()).turn("Look");
    await gates[0].reached;

    await turn.steer([{ type: "image", url: onePixel }]);
    await gates[1].reached;
    await turn.steer({ type: "text", text: "and say", text_elements: [] });
    await turn.result();

    expect(JSON.stringify(model.requests[1]?.input)).toContain("data:image/png;base64,");
    expect(model.requests[2]?.userText).toBe("and say");
  });

  test("while a command runs is seen by the model after the command", async () => {
    const { codex, model } = await startCodex();
    const asked = createGate();
    model.respond(functionCall("exec_command", { cmd: "echo ran" }, { callId: "call" }));
    model.respond(message("done"));
    const thread = await codex.threadStart({
      approvalPolicy: "untrusted",
      sandbox: "full-access",
      handlers: {
        commandApproval: async () => {
          await asked.pass();
          return { decision: "accept" };
        },
      },
    });
    const turn = await thread.turn("Run it");
    await asked.reached;

    await turn.steer("and tell me");
    asked.open();
    await turn.result();

    const last = model.requests.at(-1);
    expect(last?.toolOutput("call")).toContain("ran");
    expect(last?.userText).toBe("and tell me");
  });

  test("that has ended is refused in the server's words, and the thread goes on", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(() => message("ok"));
    const thread = await codex.threadStart();
    const turn = await thread.turn("Go");
    await turn.run();

    const error = await turn.steer("too late").catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(InvalidRequestError);
    expect((error as Error).message).toContain("no active turn to steer");
    expect((await thread.run("next")).finalResponse).toBe("ok");
  });

  test("that has ended does not steer the turn that follows it", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message("ok")).respond(message(["b", gate]));
    const thread = await codex.threadStart();
    const first = await thread.turn("first");
    await first.run();
    const second = await thread.turn("second");
    await gate.reached;

    await expect(first.steer("meant for the first")).rejects.toBeInstanceOf(InvalidRequestError);
    gate.open();

    expect((await second.result()).finalResponse).toBe("b");
    expect(model.requests).toHaveLength(2);
  });

  test("with nothing, or with something that is no input, is refused before it is sent", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["a", gate]));
    const turn = await (await codex.threadStart()).turn("Go");
    await gate.reached;

    for (const input of ["", [], [{ type: "text" }], { type: "localImage", path: 5 }, 7]) {
      const error = await turn.steer(input as never).catch((reason: unknown) => reason);
      expect([input, error]).toEqual([input, expect.any(OptionsError)]);
    }
    gate.open();

    expect((await turn.result()).finalResponse).toBe("a");
  });

  test("of a closed client is a TransportClosedError", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["a", gate]));
    const turn = await (await codex.threadStart()).turn("Go");
    await gate.reached;
    await codex.close();

    await expect(turn.steer("anybody?")).rejects.toBeInstanceOf(TransportClosedError);
  });
});
