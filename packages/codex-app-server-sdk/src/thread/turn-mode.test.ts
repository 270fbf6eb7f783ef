import { expect, test } from "vitest";
import { ThreadSettings } from "../records/thread-settings.js";
import { modeParams } from "./turn-mode.js";

test("a mode needs a model, the turn's own or the thread's", () => {
  const unknown = new ThreadSettings();

  expect(() => modeParams("plan", {}, unknown)).toThrow(/model is not known: give model as well/);
  expect(modeParams("plan", { model: "m" }, unknown)).toMatchObject({
    collaborationMode: { mode: "plan", settings: { model: "m", reasoning_effort: null } },
  });
  expect(modeParams(undefined, { model: "m" }, unknown)).toEqual({});
});
