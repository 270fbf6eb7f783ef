import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import parseChangeset from "@changesets/parse";
import { root } from "../src/root.mjs";
import { findRuntimeChangesets } from "./find-runtime-changesets.js";

const folder = join(root, ".changeset");
const changesets = readdirSync(folder)
  .filter((file) => file.endsWith(".md") && file !== "README.md")
  .map((file) => {
    const { releases } = parseChangeset(readFileSync(join(folder, file), "utf8"));
    return { file, packages: releases.map(({ name }) => name) };
  });
const problems = findRuntimeChangesets(changesets);
for (const problem of problems) {
  console.error(problem);
}
process.exitCode = problems.length === 0 ? 0 : 1;
