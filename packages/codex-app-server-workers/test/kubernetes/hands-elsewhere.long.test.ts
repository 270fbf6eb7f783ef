import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { memoryThreadStore } from "codex-app-server-sdk/store";
import { createTestHome, functionCall, message } from "codex-app-server-sdk/testing";
import { expect, onTestFinished, test } from "vitest";
import { memoryEngine } from "../../src/index.js";
import { startFleet } from "../e2e/start-fleet.js";
import { startHands } from "./start-hands.js";

const isWindows = process.platform === "win32"; // has other commands
const what = "a turn chooses whose hands do it, its thread keeps them, and finds them again";

test.skipIf(isWindows)(what, async () => {
  const place = { engine: memoryEngine(), store: memoryThreadStore() };
  const { fleet, model, start } = await startFleet(place);
  const home = await createTestHome({ responses: model });
  onTestFinished(() => home.dispose());
  const here = await startHands(home, "here");
  const there = await startHands(home, "there");
  const environments = [`default = "here"`, entry("here", here.url), entry("there", there.url)];
  await writeFile(join(home.codexHome, "environments.toml"), environments.join("\n"));
  const thread = (): { sandbox: "danger-full-access" } => ({ sandbox: "danger-full-access" });
  await start({ codex: home.options, thread });

  const placeOfTurn = async (threadId: string, environmentId?: string): Promise<string> => {
    const callId = `call-${model.requests.length}`;
    model.respond(functionCall("exec_command", { cmd: "echo in: $PLACE" }, { callId }));
    model.respond(message("Done."));
    const chosen = environmentId && { environments: [{ environmentId, cwd: home.cwd }] };
    await fleet.thread(threadId).run("Go", chosen || {});
    return /in: (.*)/.exec(model.requests.at(-1)?.toolOutput(callId) ?? "")?.[1] ?? "nowhere";
  };

  expect(await placeOfTurn("a")).toBe("here");
  expect(await placeOfTurn("a", "there")).toBe("there");
  expect(await placeOfTurn("a")).toBe("there");
  expect(await placeOfTurn("b")).toBe("here");

  there.program.terminate();
  await there.program.ended;
  await startHands(home, "there again", new URL(there.url).port);
  expect(await placeOfTurn("a")).toBe("there again");
});

function entry(id: string, url: string): string {
  return `[[environments]]\nid = "${id}"\nurl = "${url}"`;
}
