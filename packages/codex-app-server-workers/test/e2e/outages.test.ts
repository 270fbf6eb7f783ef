import { memoryThreadStore, type ThreadStore } from "codex-app-server-sdk/store";
import { createGate, message } from "codex-app-server-sdk/testing";
import { expect, test } from "vitest";
import { type Engine, EngineError, memoryEngine } from "../../src/index.js";
import { withMethods } from "../support/with-methods.js";
import { startFleet } from "./start-fleet.js";
import { storedConversations } from "./stored-conversations.js";

/** A store that can't be reached for its first saves. */
function failing(times: number): ThreadStore {
  const store = memoryThreadStore();
  let left = times;
  const save: ThreadStore["save"] = async (threadId, saved) => {
    left -= 1;
    if (left >= 0) throw new Error("The store could not be reached.");
    await store.save(threadId, saved);
  };
  return withMethods(store, { save });
}

/** An engine from which nothing can be taken at first, for one of these reasons after the other. */
function untakeable(problems: ("unreachable" | "login")[]): Engine {
  const engine = memoryEngine();
  const take: Engine["take"] = async (...args) => {
    const problem = problems.shift();
    if (problem) throw new EngineError(problem, `It says ${problem}.`);
    return engine.take(...args);
  };
  const check = async (): Promise<void> => {
    if (problems[0] === "login") throw new EngineError("login", "It says login.");
  };
  return withMethods(engine, { take, check });
}

test("a store that is gone for longer than a message may fail loses nothing", async () => {
  const store = failing(4);
  const { fleet, model, start } = await startFleet({ engine: memoryEngine(), store });
  model.respondWith(() => message("once"));
  const { warnings } = await start({ maxTurns: 1, maxFailures: 1 });

  expect((await fleet.thread("t").run("q")).finalResponse).toBe("once");
  expect(warnings.join("\n")).toContain("The store could not be reached.");
  expect(await storedConversations(store, model)).toEqual([["q", "once"]]);
});

test("an engine that is gone for a while is waited for", async () => {
  const engine = untakeable(["unreachable", "unreachable"]);
  const { fleet, model, start } = await startFleet({ engine, store: memoryThreadStore() });
  model.respond(message("fine"));
  await start({ maxTurns: 1 });

  expect((await fleet.thread("t").run("q")).finalResponse).toBe("fine");
});

test("an engine that refuses the worker ends it, which says why", async () => {
  const engine = untakeable(["login", "login"]);
  const { start } = await startFleet({ engine, store: memoryThreadStore() });
  const { worker, warnings } = await start({ maxTurns: 1 });

  expect(await worker.ended).toMatchObject({ code: "ENGINE_FAILED", problem: "login" });
  expect(warnings.join("\n")).toContain("gets no more work: EngineError: It says login.");
});

test("an engine that refuses the worker leaves its running turns no more than their time", async () => {
  const engine = memoryEngine();
  let taken = 0;
  const take: Engine["take"] = async (...args) => {
    taken += 1;
    if (taken > 1) await gate.reached;
    if (taken > 1) throw new EngineError("login", "It says login.");
    return engine.take(...args);
  };
  const refusing = withMethods(engine, { take });
  const { fleet, model, start } = await startFleet({
    engine: refusing,
    store: memoryThreadStore(),
  });
  const gate = createGate();
  model.respond(message(["never", gate]));
  const { worker } = await start({ maxTurns: 2, drainMs: 50 });
  await fleet.thread("t").turn("q");

  expect(await worker.ended).toMatchObject({ problem: "login" });
});

test.each([
  ["is not there", { codexPath: "/nowhere/codex" }, "RUNTIME_NOT_FOUND"],
  ["ends at once", { codexPath: process.execPath }, "STARTUP_FAILED"],
])("a worker whose server %s ends, and fails no message", async (_, codex, code) => {
  const { fleet, model, start } = await startFleet({
    engine: memoryEngine(),
    store: memoryThreadStore(),
  });
  model.respond(message("fine"));
  const answered = fleet.thread("t").run("q");
  const broken = await start({ maxFailures: 1 }, codex);

  expect(await broken.worker.ended).toMatchObject({ code });
  await start();
  expect((await answered).finalResponse).toBe("fine");
});

test("a message that worker after worker has died with is given up, and the next one runs", async () => {
  const engine = memoryEngine();
  const { fleet, model, start } = await startFleet({ engine, store: memoryThreadStore() });
  model.respond(message("fine"));
  const thread = fleet.thread("t");
  const deadly = await thread.turn("deadly");
  const next = await thread.turn("next");
  for (const worker of ["v", "w"]) {
    const lease = await engine.take(worker);
    await engine.begin(lease);
    await engine.release(lease); // as if it had run out
  }
  await start({ maxWorkerDeaths: 2 });

  await expect(deadly.result()).rejects.toMatchObject({
    code: "TURN_NOT_RUN",
    reason: "WORKERS_DIED",
  });
  expect((await next.result()).finalResponse).toBe("fine");
});
