import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../src/root.mjs";

export interface Step {
  id?: string;
  name?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
}

export interface Job {
  needs?: string | string[];
  permissions?: Record<string, string>;
  environment?: string;
  steps: Step[];
}

export interface Workflow {
  file: string;
  text: string;
  permissions?: unknown;
  on: Record<string, unknown>;
  jobs: Record<string, Job>;
}

const folder = join(root, ".github", "workflows");

/** Every workflow of this repository. */
export function readWorkflows(): Workflow[] {
  return readdirSync(folder).map((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    return { file, text, ...(parse(text) as Omit<Workflow, "file" | "text">) };
  });
}

/** The shell code of a step. Throws if there is none of that name. */
export function shellOf(file: string, job: string, step: string): string {
  const workflow = readWorkflows().find((candidate) => candidate.file === file);
  const run = workflow?.jobs[job]?.steps.find(({ id, name }) => id === step || name === step)?.run;
  if (run === undefined) throw new Error(`${file} has no step ${step} with shell code in ${job}`);
  return run;
}
