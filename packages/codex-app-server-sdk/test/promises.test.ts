import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { promises } from "./promises.js";

test.each(promises)("$promise", ({ file, test: name }) => {
  const source = readFileSync(new URL(`../${file}`, import.meta.url), "utf8");

  expect(source).toContain(JSON.stringify(name).includes('\\"') ? name : JSON.stringify(name));
});
