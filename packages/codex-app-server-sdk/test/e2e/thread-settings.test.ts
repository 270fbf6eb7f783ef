import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import type { Codex, Thread, ThreadSettingsOptions } from "../../src/index.js";
import { type MockResponsesServer, message } from "../../src/testing/index.js";
import { startCodex } from "./start-codex.js";

/** Runs a turn and tells which model was asked, and how hard it was to think. */
async function askedModel(thread: Thread, model: MockResponsesServer): Promise<unknown[]> {
  model.respond(message("ok"));
  await thread.run("Go");
  const body = model.requests.at(-1)?.body as { model: string; reasoning?: { effort?: string } };
  return [body.model, body.reasoning?.effort];
}

function inPlanMode(model: MockResponsesServer): boolean {
  return JSON.stringify(model.requests.at(-1)?.body).includes("# Plan Mode");
}

async function nextSettings(codex: Codex): Promise<wire.ThreadSettings | undefined> {
  const methods = ["thread/settings/updated"] as const;
  for await (const { params } of codex.notifications({ methods })) return params.threadSettings;
  return undefined;
}

describe("the settings of a thread", () => {
  test("hold for its turns from the next one on, before its first one too", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();

    await thread.updateSettings({ model: "gpt-5.4", effort: "low" });

    expect(await askedModel(thread, model)).toEqual(["gpt-5.4", "low"]);
    expect(await askedModel(thread, model)).toEqual(["gpt-5.4", "low"]);
  });

  test("take a mode, which keeps the model and effort that were set before", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();
    await thread.updateSettings({ model: "gpt-5.4", effort: "low" });

    await thread.updateSettings({ mode: "plan" });

    expect(await askedModel(thread, model)).toEqual(["gpt-5.4", "low"]);
    expect(inPlanMode(model)).toBe(true);
  });

  test("take the presets of a turn", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();
    const settings = nextSettings(codex);

    await thread.updateSettings({ approvalMode: "deny-all", sandbox: "read-only" });

    expect(await settings).toMatchObject({
      approvalPolicy: "never",
      sandboxPolicy: { type: "readOnly" },
    });
    await askedModel(thread, model);
  });

  test.each<[string, object, object]>([
    ["beside each other", {}, { sandbox: "read-only", permissions: ":read-only" }],
    ["of unknown names", {}, { modell: "gpt-5.4" }],
    ["of the wrong kind", {}, { model: 5 }],
    ["of a mode that does not exist", {}, { mode: "planning" }],
    ["without experimentalApi", { experimentalApi: false }, { model: "gpt-5.4" }],
  ])("are refused %s, and stay as they were", async (_name, client, settings) => {
    const { codex, model } = await startCodex({ codex: client });
    const thread = await codex.threadStart();

    await expect(thread.updateSettings(settings as ThreadSettingsOptions)).rejects.toMatchObject({
      code: "OPTIONS_INVALID",
    });

    expect(await askedModel(thread, model)).toEqual(["gpt-5.5", "medium"]);
  });

  test("of an unknown thread are a typed error", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();
    await askedModel(thread, model);
    await codex.threadDelete(thread.id);

    await expect(thread.updateSettings({ model: "gpt-5.4" })).rejects.toMatchObject({
      code: "THREAD_NOT_FOUND",
    });
  });
});

describe("a permission profile", () => {
  test("is an option of the start of a thread", async () => {
    const { codex } = await startCodex();

    const thread = await codex.threadStart({ permissions: ":read-only" });

    expect(thread.started).toMatchObject({
      sandbox: { type: "readOnly" },
      activePermissionProfile: { id: ":read-only" },
    });
  });

  test("is refused without experimentalApi, also for a turn", async () => {
    const { codex } = await startCodex({ codex: { experimentalApi: false } });
    const options = { permissions: ":read-only" };
    const thread = await codex.threadStart();

    for (const refused of [
      codex.threadStart(options),
      codex.threadResume(thread.id, options),
      codex.threadFork(thread.id, options),
      thread.run("Go", options),
    ]) {
      await expect(refused).rejects.toMatchObject({ code: "OPTIONS_INVALID" });
    }
  });

  test("that does not exist is a typed error, and beside a sandbox it is refused", async () => {
    const { codex } = await startCodex();

    await expect(codex.threadStart({ permissions: ":none-such" })).rejects.toMatchObject({
      code: "INVALID_REQUEST",
    });
    await expect(
      codex.threadStart({ permissions: ":read-only", sandbox: "read-only" }),
    ).rejects.toMatchObject({ code: "OPTIONS_INVALID" });
  });
});

describe("injected items", () => {
  const injected = (text: string): object => ({
    type: "message",
    role: "user",
    content: [{ type: "input_text", text }],
  });

  test("are seen by the model from the next turn on, before the first one too", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();

    await thread.injectItems([injected("the number is 7"), injected("and 8")]);

    await askedModel(thread, model);
    const input = JSON.stringify(model.requests[0]?.input);
    expect(input).toContain("the number is 7");
    expect(input).toContain("and 8");
  });

  test.each([
    ["no item", [{ bad: true }], "INVALID_REQUEST"],
    ["an empty list", [], "INVALID_REQUEST"],
    ["no list", "items" as unknown as [], "OPTIONS_INVALID"],
  ])("that are %s are a typed error", async (_name, items, code) => {
    const { codex } = await startCodex();
    const thread = await codex.threadStart();

    await expect(thread.injectItems(items)).rejects.toMatchObject({ code });
  });
});
