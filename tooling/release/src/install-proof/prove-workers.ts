import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packageNames } from "../package/package-kind.js";
import { compileArguments } from "./compile-arguments.js";
import { fleetOutput, fleetPrograms } from "./fleet-programs.js";
import type { PackageManager } from "./package-managers.js";
import { Project } from "./project.js";
import {
  type InstallProof,
  installInto,
  judgeOutput,
  type ProofRun,
  thisPlatform,
} from "./proof-run.js";
import { redisOutput, redisPrograms } from "./redis-programs.js";
import { runProgram } from "./run-program.js";

/** As the workers' README says: a program uses both, and some managers want both to be named. */
const packages = [packageNames.workers, packageNames.sdk];

/** The two ways to lay packages out in which a compiler finds them by itself. */
const compiled: readonly string[] = ["npm", "pnpm"];

/** What the programs print. */
const outputs: Readonly<Record<string, string>> = {
  "fleet.mjs": fleetOutput,
  "fleet.cjs": fleetOutput,
  "redis.mjs": redisOutput,
  "redis.cjs": redisOutput,
};

/**
 * Installs the workers into an empty project, runs the first program of their README and one with
 * an engine on Redis, and compiles them.
 */
export async function proveWorkers(manager: PackageManager, run: ProofRun): Promise<void> {
  const folder = join(run.work, `${manager.id.replaceAll(" ", "-")}-workers`);
  const project = await Project.create(manager, { ...run, ...run.context, folder });
  const install = { args: manager.install(packages), packages, platform: thisPlatform };
  const proof = await installInto(project, install, run);
  if (run.isRun && proof) await runFleets(project, proof, run);
  await rm(folder, { recursive: true, force: true });
}

async function runFleets(project: Project, proof: InstallProof, run: ProofRun): Promise<void> {
  const { repository, reporter } = run.context;
  const readme = await readFile(join(repository.workersPackage, "README.md"), "utf8");
  for (const [name, text] of Object.entries({ ...fleetPrograms(readme), ...redisPrograms })) {
    await writeFile(join(project.place.project, name), text);
  }
  for (const [file, expected] of Object.entries(outputs)) {
    judgeOutput({ label: file, result: await project.runFile(file), expected }, proof, run);
  }
  if (compiled.includes(project.manager.id)) {
    const files = ["first-turn.mts", "first-turn.cts", "redis.mts", "redis.cts"];
    const command = [process.execPath, ...compileArguments(files, repository)];
    const result = await runProgram(command, { cwd: project.place.project, env: project.env });
    judgeOutput({ label: "tsc", result, expected: "" }, proof, run);
  }
  reporter.step(`${proof.client} ran ${Object.keys(proof.ran).join(", ")}`);
}
