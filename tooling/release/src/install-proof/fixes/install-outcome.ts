import { realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Project } from "../project.js";
import { runProgram } from "../run-program.js";

/** What becomes of a start; without `fix` the binary was found and run. */
export interface InstallOutcome {
  name: string;
  message: string;
  code?: string;
  fix?: string;
}

const body = `
async function start() {
  const codex = new Codex({ codexHome: "." });
  const { name, message, cause } = await codex.start().catch((error) => error);
  await codex.close();
  console.log(JSON.stringify({ name, message, code: cause?.code, fix: cause?.fix }));
}
start();
`;

/** Starts Codex in a project, or with the SDK in another folder that has `node_modules`. */
export async function startIn(project: Project, folder?: string): Promise<InstallOutcome> {
  const { place, env } = project;
  const sdk = folder && join(await realpath(folder), "node_modules", "codex-app-server-sdk");
  const from = sdk ? join(sdk, "dist", "index.cjs") : "codex-app-server-sdk";
  const program = `const { Codex } = require(${JSON.stringify(from)});${body}`;
  await writeFile(join(place.project, "start.cjs"), program);
  const { stdout, stderr } = folder
    ? await runProgram([process.execPath, "start.cjs"], { cwd: place.project, env })
    : await project.runFile("start.cjs");
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

/** The command at the end of a `fix`: it may begin with what to change by hand. */
export function commandIn(fix = ""): string {
  return fix.replace(/^.*, then run: /, "").replace(/ \([^)]*\)$/, "");
}
