import { expect, test } from "vitest";
import { listPackages, packagePatterns } from "./list-packages.mjs";

test("reads the package patterns and nothing after them", () => {
  const yaml =
    'packages:\n  - packages/*\n  # why\n  - "tooling/*" # note\n\nignored:\n  - esbuild\n';
  expect(packagePatterns(yaml)).toEqual(["packages/*", "tooling/*"]);
});

test("reads Windows line ends and a list that ends the file", () => {
  expect(packagePatterns("a: 1\r\npackages:\r\n  - packages/*")).toEqual(["packages/*"]);
});

test("finds this workspace's packages", () => {
  const names = listPackages().map(({ manifest }) => manifest.name);
  expect(names).toEqual(
    expect.arrayContaining([
      "codex-app-server-sdk",
      "openai-codex-cli-bin",
      "openai-codex-cli-bin-win32-arm64",
      "@codex-app-server-sdk/bootstrap",
    ]),
  );
  expect(names).not.toContain("codex-app-server-sdk-workspace");
});
