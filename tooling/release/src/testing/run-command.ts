import { runCli } from "../run-cli.js";
import type { ReleaseFolder } from "./release-folder.js";

export interface CommandRun {
  code: number;
  /** What `--json` printed. */
  result: unknown;
  stderr: string;
}

/**
 * Runs one command line in the scratch folder, with `--json` and an environment without npm
 * settings.
 */
export async function runCommand(
  { repository, scratch }: Pick<ReleaseFolder, "repository" | "scratch">,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<CommandRun> {
  const written = { stdout: "", stderr: "" };
  const code = await runCli([...args, "--json"], {
    env: { PATH: process.env.PATH, HOME: scratch, ...env },
    cwd: scratch,
    repository,
    stdout: {
      write(text): void {
        written.stdout += text;
      },
    },
    stderr: {
      write(text): void {
        written.stderr += text;
      },
    },
  });
  return { code, result: written.stdout && JSON.parse(written.stdout), stderr: written.stderr };
}
