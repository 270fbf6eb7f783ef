import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { allCases } from "../cases/all-cases.js";
import type { Report } from "../make-report.js";
import { pageFiles, unexplained } from "./page-files.js";

const results = fileURLToPath(new URL("../../results.json", import.meta.url));
const docs = fileURLToPath(
  new URL("../../../../packages/codex-app-server-sdk/docs/", import.meta.url),
);

async function main({ check }: { check?: true }): Promise<void> {
  const report = JSON.parse(await readFile(results, "utf8")) as Report;
  const files = await pageFiles(report, allCases);
  const problems = unexplained(report, allCases).map(
    (figure) => `${figure} misses its goal: say why in \`reasons\` of the case`,
  );
  problems.push(...(check ? await compare(files) : await write(files)));
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

async function write(files: ReadonlyMap<string, string>): Promise<string[]> {
  await rm(join(docs, "performance"), { recursive: true, force: true });
  await mkdir(join(docs, "performance"));
  for (const [name, text] of files) await writeFile(join(docs, name), text);
  return [];
}

async function compare(files: ReadonlyMap<string, string>): Promise<string[]> {
  const problems: string[] = [];
  for (const [name, text] of files) {
    if ((await readFile(join(docs, name), "utf8").catch(() => undefined)) !== text) {
      problems.push(`docs/${name} is not what the results say: run \`npm run bench-page\``);
    }
  }
  for (const name of await readdir(join(docs, "performance"))) {
    if (!files.has(`performance/${name}`)) problems.push(`docs/performance/${name} is not used`);
  }
  return problems;
}

await new Command("bench-page")
  .description("Write the SDK's page about performance from tooling/bench/results.json")
  .option("--check", "write nothing; fail when the page in the tree is not up to date")
  .action(main)
  .parseAsync();
