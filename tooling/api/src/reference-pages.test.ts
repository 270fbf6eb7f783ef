import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { referencePages } from "./reference-pages.js";

const sdk = fileURLToPath(new URL("../../../packages/codex-app-server-sdk", import.meta.url));

test("the reference has a page for each entry point, with members and their docstrings", async () => {
  const [index, store, testing, ui] = await referencePages(sdk);

  expect(index?.text).toContain("\n#### threadStart()\n");
  expect(index?.text).toMatch(/`codexPath\?` \| `string` \| \S+/);
  expect(testing?.text).toContain("\n## testCodex()\n");
  expect(ui?.text).toContain("\n## createApprovals()\n");
  expect(store?.text).toContain("\n## memoryThreadStore()\n");
  expect([index, store, testing].map((page) => page?.problems)).toEqual([[], [], []]);
}, 60_000);
