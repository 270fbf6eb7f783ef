import { describe, expect, test } from "vitest";
import type { CallOptions, Codex } from "../../src/index.js";
import { createGate, message } from "../../src/testing/index.js";
import { isAlive } from "../support/is-alive.js";
import { startCodex } from "./start-codex.js";
import { storedThread } from "./stored-thread.js";

const params = {
  command: ["/bin/sh", "-c", "echo $$; exec sleep 300"],
  processId: "process-1",
  streamStdoutStderr: true,
  disableTimeout: true,
  sandboxPolicy: { type: "dangerFullAccess" },
} as const;

/** Resolves with the process id that the program prints. */
async function printedPid(codex: Codex): Promise<number> {
  for await (const { method, params } of codex.notifications()) {
    if (method !== "command/exec/outputDelta") continue;
    return Number(Buffer.from(params.deltaBase64, "base64").toString());
  }
  throw new Error("The program has printed nothing.");
}

type Run = (codex: Codex, call: CallOptions) => Promise<unknown>;

describe.runIf(process.platform !== "win32")("a program of command/exec with a processId", () => {
  test.each<[string, Run]>([
    [
      "request",
      (codex, call) =>
        codex.request("command/exec", { ...params, command: [...params.command] }, call),
    ],
    ["requestRaw", (codex, call) => codex.requestRaw("command/exec", params, call)],
  ])("that was run by %s ends when the call is given up, and the server lives", async (_, run) => {
    const { codex, warnings } = await startCodex();
    await codex.start();
    const abort = new AbortController();
    const pid = printedPid(codex);
    const running = run(codex, { signal: abort.signal });
    running.catch(() => {});
    expect(isAlive(await pid)).toBe(true);

    abort.abort(new Error("enough"));

    await expect(running).rejects.toThrow("enough");
    await expect.poll(async () => isAlive(await pid), { timeout: 10_000 }).toBe(false);
    expect((await codex.models()).data).not.toEqual([]);
    expect(warnings).toEqual([]);
  });

  test("goes on when the call is not given up", async () => {
    const { codex } = await startCodex();
    const abort = new AbortController();
    const command = ["/bin/sh", "-c", "echo done"];

    const { exitCode, stdout } = await codex.request(
      "command/exec",
      { command, processId: "process-2" },
      { signal: abort.signal },
    );
    abort.abort(new Error("too late"));

    expect([exitCode, stdout]).toEqual([0, "done\n"]);
    expect((await codex.models()).data).not.toEqual([]);
  });
});

test("a sampling that is given up is cancelled", async () => {
  const refusals: string[] = [];
  const { codex, model } = await startCodex({
    codex: {
      trace: ({ direction, message }) => {
        const { error } = message as { error?: { message: string } };
        if (direction === "recv" && error) refusals.push(error.message);
      },
    },
  });
  const gate = createGate();
  model.respond(message("ok")).respond(message(["a", gate]));
  const { thread, turn } = await storedThread(codex);
  const params = { threadId: thread.id, expectedTurnId: turn.id, prompt: "Say it again" };
  const abort = new AbortController();
  const sampling = codex.request("thread/sample", params, { signal: abort.signal });
  sampling.catch(() => {});
  await gate.reached;

  abort.abort(new Error("enough"));

  await expect(sampling).rejects.toThrow("enough");
  await expect.poll(() => refusals).toEqual(["sample canceled"]);
});
