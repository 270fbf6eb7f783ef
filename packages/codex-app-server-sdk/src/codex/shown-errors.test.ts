import { inspect } from "node:util";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { useFakeTimeouts } from "../../test/support/use-fake-timeouts.js";
import { Codex, StartupError, TurnTimeoutError } from "../index.js";
import { createGate, ScriptedTransport, scriptTurns } from "../testing/index.js";

const env = { MY_SECRET: "hunter22" };
const everything = (error: unknown): string =>
  `${inspect(error, { depth: 9, showHidden: true })}${JSON.stringify(error)}`;

describe("an error shows no secret", () => {
  test.each([
    ["an error", () => new RangeError("hunter22 at wss://me:pass@host")],
    ["a text", () => "hunter22 at wss://me:pass@host"],
  ])("when the start failed with %s of the transport", async (_name, fail) => {
    const transport = new ScriptedTransport({
      open: () => {
        throw fail();
      },
    });
    const codex = new Codex({ transport, env });
    onTestFinished(() => codex.close());

    const error = await codex.start().catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(StartupError);
    expect((error as Error).message).toContain("[redacted] at wss://[redacted]@host");
    expect(everything(error)).not.toMatch(/hunter22|pass@/);
  });

  test("when the server could not reach the model for too long", async () => {
    const transport = new ScriptedTransport();
    const reason = {
      message: "hunter22",
      codexErrorInfo: null,
      additionalDetails: "hunter22",
      misalignment: null,
    };
    const gate = createGate();
    scriptTurns(transport, [
      [{ notify: "error", params: { error: reason, willRetry: true } }, gate],
    ]);
    const codex = new Codex({ transport, env });
    onTestFinished(() => codex.close());
    const thread = await codex.threadStart();
    useFakeTimeouts();

    const running = thread.run("Go", { timeouts: { retryMs: 1_000 } });
    const ended = running.catch((why: unknown) => why);
    await gate.reached;
    vi.advanceTimersByTime(1_000);
    const error = await ended;

    expect(error).toBeInstanceOf(TurnTimeoutError);
    expect((error as Error).cause).toMatchObject({ message: "[redacted]" });
    expect(everything(error)).not.toContain("hunter22");
  });
});
