import { expect, test } from "vitest";
import { findRuntimeChangesets } from "./find-runtime-changesets.js";

test("an SDK changeset is fine", () => {
  expect(findRuntimeChangesets([{ file: "a.md", packages: ["codex-app-server-sdk"] }])).toEqual([]);
});

test.each(["openai-codex-cli-bin", "openai-codex-cli-bin-win32-arm64"])(
  "a changeset must not name %s",
  (name) => {
    const changesets = [{ file: "b.md", packages: ["codex-app-server-sdk", name] }];
    expect(findRuntimeChangesets(changesets)).toEqual([
      expect.stringContaining(`b.md names ${name}`),
    ]);
  },
);
