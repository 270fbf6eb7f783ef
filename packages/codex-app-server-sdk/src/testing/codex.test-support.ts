import { bundledCodexPath } from "openai-codex-cli-bin";
import { onTestFinished } from "vitest";
import { MockResponsesServer, type MockResponsesServerOptions } from "./mock-responses-server.js";
import { RawAppServer } from "./raw-app-server.test-support.js";
import { createTestHome, type TestHome, type TestHomeOptions } from "./test-home.js";

export interface CodexSetup {
  model: MockResponsesServer;
  home: TestHome;
  codex: RawAppServer;
}

/** The pinned app-server (or that of CODEX_PATH) on a stand-in model, both gone when the test is over. */
export async function startCodex(
  options: MockResponsesServerOptions & Omit<TestHomeOptions, "responses"> = {},
): Promise<CodexSetup> {
  const model = await MockResponsesServer.start(options);
  onTestFinished(() => model.close());
  const home = await createTestHome({ ...options, responses: model });
  onTestFinished(() => home.dispose());
  const codex = await RawAppServer.start(process.env.CODEX_PATH ?? bundledCodexPath(), home);
  onTestFinished(() => codex[Symbol.asyncDispose]());
  return { model, home, codex };
}
