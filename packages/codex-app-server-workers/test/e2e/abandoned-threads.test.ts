import { Codex } from "codex-app-server-sdk";
import { memoryThreadStore } from "codex-app-server-sdk/store";
import { createTestHome, message } from "codex-app-server-sdk/testing";
import { expect, test } from "vitest";
import { memoryEngine } from "../../src/index.js";
import { startFleet } from "./start-fleet.js";
import { storedConversations } from "./stored-conversations.js";

test("a worker whose new thread was begun anew elsewhere does not store it any more", async () => {
  const [engine, store] = [memoryEngine(), memoryThreadStore()];
  const { fleet, model, start } = await startFleet({ engine, store });
  model.respondWith(({ userText }) => message(`re ${userText}`));
  // What a worker does that is silent from then on.
  await using home = await createTestHome({ responses: model });
  await using codex = new Codex({ ...home.options, threadStore: store });
  const turn = await fleet.thread("t").turn("q");
  const lease = await engine.take("silent");
  await engine.begin(lease);
  const thread = await codex.threadStart();
  await engine.bind(lease, thread.id);
  await engine.release(lease); // as if it had run out

  await start();
  expect((await turn.result()).finalResponse).toBe("re q");
  await thread.run("q").catch(() => {}); // ends with the turn, or with the first save

  await expect(thread.saved()).rejects.toMatchObject({ code: "THREAD_FENCED" });
  expect(await storedConversations(store, model)).toEqual([["q", "re q"]]);
});
