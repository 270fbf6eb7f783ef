import { readFile, writeFile } from "node:fs/promises";
import { Command } from "commander";
import { apiReports } from "./api-reports.js";

async function main({ check }: { check?: true }): Promise<void> {
  const reports = await apiReports();
  const problems = reports.flatMap(({ problems }) => problems);
  for (const { path, text } of reports) {
    if (!check) {
      await writeFile(path, text);
    } else if ((await readFile(path, "utf8").catch(() => undefined)) !== text) {
      problems.push(`${path} is not what the built declarations say: run \`npm run api-report\``);
    }
  }
  for (const problem of problems) {
    console.error(problem);
  }
  process.exitCode = problems.length === 0 ? 0 : 1;
}

await new Command("api")
  .description("Write what each entry point of the published packages offers, as text for review")
  .option("--check", "write nothing; fail when the texts in the tree are not up to date")
  .action(main)
  .parseAsync();
