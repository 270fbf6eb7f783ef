import { expect, test } from "vitest";
import { runtimeVersionProblems } from "./runtime-version-problems.js";

const manifests = [{ path: "packages/platforms/linux-x64/package.json", version: "0.169.0" }];
const sdkOnly = [{ file: "quick-dogs-run.md", packages: ["codex-app-server-sdk"] }];

test("an SDK changeset and versions like the lock's are fine", () => {
  const options = { lockVersion: "0.169.0", changesets: sdkOnly, manifests };
  expect(runtimeVersionProblems(options)).toEqual([]);
});

test.each(["openai-codex-cli-bin", "openai-codex-cli-bin-win32-arm64"])(
  "a changeset must not name %s",
  (name) => {
    const changesets = [{ file: "big-cats-nap.md", packages: ["codex-app-server-sdk", name] }];
    const problems = runtimeVersionProblems({ lockVersion: "0.169.0", changesets, manifests });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`big-cats-nap.md names ${name}`);
  },
);

test("a manifest must not differ from the lock", () => {
  const problems = runtimeVersionProblems({ lockVersion: "0.170.0", changesets: [], manifests });
  expect(problems).toEqual([expect.stringContaining("0.169.0, but the lock has 0.170.0")]);
});
