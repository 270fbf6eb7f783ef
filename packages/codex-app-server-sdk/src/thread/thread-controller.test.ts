import { expect, test } from "vitest";
import { settledAs, startOthersTurn, startUsedThread } from "../../test/model/start-world.js";

test("a turn on a thread that is resumed for it finds the one that runs there", async () => {
  const { world, thread, truth } = await startUsedThread({ isShared: true });
  await thread.unsubscribe();
  const { id } = startOthersTurn(truth);

  await expect(thread.run("Go")).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });

  const current = thread.currentTurn();
  expect(current?.id).toBe(id);
  truth.end("completed", "itself");
  await world.settle();
  expect(await settledAs(current?.result() ?? Promise.reject())).toBe("fulfilled");
});

test("there is no handle on a turn of which this client would not learn how it ends", async () => {
  const { world, thread } = await startUsedThread();
  await thread.unsubscribe();

  await world.codex.request("turn/start", { threadId: thread.id, input: [] });

  expect(thread.currentTurn()).toBeNull();
});
