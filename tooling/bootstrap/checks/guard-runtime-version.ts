import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import parseChangeset from "@changesets/parse";
import { root, workspacePackages } from "../src/workspace.mjs";
import { type Changeset, runtimeVersionProblems } from "./runtime-version-problems.js";

const problems = runtimeVersionProblems({
  lockVersion: lockVersion(),
  changesets: changesets(),
  manifests: workspacePackages()
    .filter(({ manifest }) => manifest.name.startsWith("openai-codex-cli-bin"))
    .map(({ folder, manifest }) => ({
      path: relative(root, join(folder, "package.json")),
      version: manifest.version,
    })),
});
for (const problem of problems) {
  console.error(problem);
}
process.exitCode = problems.length === 0 ? 0 : 1;

function lockVersion(): string {
  const path = join(root, "packages/openai-codex-cli-bin/codex-runtime.lock.json");
  const { version }: { version: unknown } = JSON.parse(readFileSync(path, "utf8"));
  if (typeof version !== "string") {
    throw new Error(`${path} has no "version".`);
  }
  return version;
}

function changesets(): Changeset[] {
  const folder = join(root, ".changeset");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".md") && file !== "README.md")
    .map((file) => {
      const { releases } = parseChangeset(readFileSync(join(folder, file), "utf8"));
      return { file, packages: releases.map(({ name }) => name) };
    });
}
