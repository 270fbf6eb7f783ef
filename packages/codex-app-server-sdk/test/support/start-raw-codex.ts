import { bundledCodexPath } from "openai-codex-cli-bin";
import { onTestFinished } from "vitest";
import {
  createTestHome,
  type TestHome,
  type TestHomeOptions,
} from "../../src/testing/home/test-home.js";
import {
  MockResponsesServer,
  type MockResponsesServerOptions,
} from "../../src/testing/model/mock-responses-server.js";
import { RawAppServer } from "./raw-app-server.js";

export interface RawCodexSetup {
  model: MockResponsesServer;
  home: TestHome;
  codex: RawAppServer;
}

/**
 * Starts the pinned app-server, or that of CODEX_PATH, with a stand-in model. Both end with the
 * test.
 */
export async function startRawCodex(
  options: MockResponsesServerOptions & Omit<TestHomeOptions, "responses"> = {},
): Promise<RawCodexSetup> {
  const model = await MockResponsesServer.start(options);
  onTestFinished(() => model.close());
  const home = await createTestHome({ ...options, responses: model });
  onTestFinished(() => home.dispose());
  const codex = await RawAppServer.start(process.env.CODEX_PATH ?? bundledCodexPath(), home);
  onTestFinished(() => codex[Symbol.asyncDispose]());
  return { model, home, codex };
}
