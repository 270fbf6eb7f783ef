import { message, testCodex } from "codex-app-server-sdk/testing";
import { expect, test } from "vitest";
import { memoryEngine } from "../../src/index.js";
import { followSignals } from "../../src/worker/follow-signals.js";

test("a steer that reaches the server after the turn has ended is late, not refused", async () => {
  await using setup = await testCodex();
  setup.model.respond(message("done"));
  const turn = await (await setup.codex.threadStart()).turn("q");
  await turn.result();
  const engine = memoryEngine();
  await engine.send("t", { id: "a", input: "q", options: {} });
  const lease = await engine.take("w");
  await engine.begin(lease);
  const over = new AbortController();

  const told = engine.signal("t", "a", { id: "s", kind: "steer", input: "more" });
  const following = followSignals(engine, { lease, turnId: "a", turn, signal: over.signal });
  expect(await told).toEqual({ kind: "late" });
  over.abort();
  await following;
});
