import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { packageFolder } from "./public-api.js";
import { testNames } from "./test-names.js";

test("tests are named with their situations, and skipped ones are not named", async () => {
  const folder = await mkdtemp(join(tmpdir(), "test-names-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "a.test.ts");
  await writeFile(
    file,
    `test("alone", () => {});
     describe("a", () => {
       test("b", () => {});
       describe.each([1])("c %d", () => { test.each([1])("d %d", () => {}); });
       test.skip("e", () => {});
       test.skipIf(true)("f", () => {});
       test.todo("g");
       for (const name of ["h"]) test(name, () => {});
     });
     describe.skip("i", () => { test("j", () => {}); });`,
  );

  expect([...(await testNames(relative(packageFolder, file)))]).toEqual([
    "alone",
    "a › b",
    "a › c %d › d %d",
  ]);
});
