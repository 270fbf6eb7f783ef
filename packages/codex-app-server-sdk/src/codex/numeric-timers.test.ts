import { expect, onTestFinished, test, vi } from "vitest";
import { Codex, type CodexOptions } from "../index.js";
import { ScriptedTransport, scriptTurns } from "../testing/index.js";

/** Timers as jsdom and the renderers of Electron have them: numbers without methods. */
function useNumericTimers(): void {
  const real = globalThis.setTimeout;
  vi.stubGlobal("setTimeout", (run: () => void, ms: number) => Number(real(run, ms)));
  onTestFinished(() => void vi.unstubAllGlobals());
}

test.each<[string, CodexOptions["timeouts"]]>([
  ["with a time limit", undefined],
  ["without one", { requestMs: 0, startMs: 0, closeMs: 0 }],
])(
  "where timers are numbers, more requests than the window holds are answered %s",
  async (_, timeouts) => {
    useNumericTimers();
    const transport = new ScriptedTransport();
    const codex = new Codex({ transport, timeouts });
    transport.answer("model/list", { data: [], nextCursor: null });

    const answers = Array.from({ length: 130 }, () => codex.request("model/list", {}));

    expect(await Promise.all(answers)).toHaveLength(130);
    await codex.close();
  },
);

test("where timers are numbers, a turn runs to its end", async () => {
  useNumericTimers();
  const transport = new ScriptedTransport();
  const codex = new Codex({ transport });
  scriptTurns(transport, [["Hello"]]);

  const { finalResponse } = await (await codex.threadStart()).run("Go");

  expect(finalResponse).toBe("Hello");
  await codex.close();
});
