import { createTestHome, MockResponsesServer, message } from "codex-app-server-sdk/testing";
import { bundledCodexPath } from "openai-codex-cli-bin";
import { expect, onTestFinished, test } from "vitest";
import { type ContestantName, contestants } from "./contestants.js";

const words = ["one ", "two ", "three"];

// The other two are not installed in the workspace.
test.each<{ name: ContestantName; pieces: string[] }>([
  { name: "raw", pieces: words },
  { name: "sdk", pieces: words },
  { name: "sdkEvents", pieces: words },
  { name: "sdkTextStream", pieces: words },
  { name: "codexSdk", pieces: ["one two three"] },
])("$name reads the pieces of each turn and its whole text", async ({ name, pieces }) => {
  const model = await MockResponsesServer.start();
  onTestFinished(() => model.close());
  const home = await createTestHome({ responses: model });
  onTestFinished(() => home.dispose());
  model.respondWith(() => message(words));
  const settings = { codexPath: bundledCodexPath(), env: home.env, cwd: home.cwd };

  const client = await contestants[name](settings);
  onTestFinished(() => client.close());
  const threads = [await client.startThread(), await client.startThread()];

  for (const thread of threads) {
    const read: string[] = [];
    expect(await thread.runTurn("Go", (piece) => read.push(piece))).toBe(words.join(""));
    expect(read.join("")).toBe(words.join(""));
    expect(read.length).toBeLessThanOrEqual(pieces.length);
  }
});
