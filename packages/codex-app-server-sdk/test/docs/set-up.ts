import { expect, onTestFinished } from "vitest";
import { type TestCodex, testCodex } from "../../src/testing/index.js";

/** The model and the home for an example, which makes a Codex of its own. */
export async function setUp(config = ""): Promise<Pick<TestCodex, "model" | "home">> {
  const { model, home, dispose } = await testCodex({ home: { config } });
  onTestFinished(async () => {
    await dispose();
    expect(model.unexpectedRequests).toEqual([]);
  });
  return { model, home };
}
