import { describe, expect, test } from "vitest";
import { ThreadSettings } from "./thread-settings.js";

function opened(): ThreadSettings {
  const settings = new ThreadSettings();
  settings.opened({
    cwd: "/work",
    model: "one",
    modelProvider: "p",
    reasoningEffort: "high",
    approvalPolicy: "untrusted",
    approvalsReviewer: "user",
    sandbox: { type: "readOnly" },
  });
  return settings;
}

const shown = ({ cwd, model, effort }: ThreadSettings): unknown[] => [cwd, model, effort];

describe("the settings of a thread are", () => {
  test("unknown at first, then what its opening said", () => {
    expect(shown(new ThreadSettings())).toEqual([undefined, undefined, null]);
    expect(shown(opened())).toEqual(["/work", "one", "high"]);
    expect(opened().modelProvider).toBe("p");
  });

  test("what the server says later, as far as it says anything", () => {
    const settings = opened();

    settings.updated({ model: "two", effort: null });
    settings.updated(undefined);
    settings.updated({ cwd: 5 as never, model: null as never });

    expect(shown(settings)).toEqual(["/work", "two", null]);
  });

  test("what an accepted request asked for; null and undefined change nothing", () => {
    const settings = opened();

    settings.accepted({ cwd: null, model: null, effort: null });
    expect(shown(settings)).toEqual(["/work", "one", "high"]);
    settings.accepted({ cwd: "C:\\sub", model: "two", effort: "low" });
    expect(shown(settings)).toEqual(["C:\\sub", "two", "low"]);
  });

  test("those of a collaboration mode rather than the others", () => {
    const settings = opened();

    settings.accepted({
      model: "two",
      effort: "low",
      collaborationMode: { mode: "plan", settings: { model: "three" } },
    });

    expect(shown(settings)).toEqual(["/work", "three", null]);
  });

  test("not guessed where a path counts from the server's folder", () => {
    const settings = opened();

    settings.accepted({ cwd: "sub" });

    expect(settings.cwd).toBeUndefined();
  });
});
