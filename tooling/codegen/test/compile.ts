import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const require = createRequire(import.meta.url);

/** The compilers that users have, by their version: each is installed under a name of its own. */
export const compilers = {
  "5.4": "typescript-5.4",
  "5.9": "typescript-5.9",
  "6": "typescript",
  "7": "typescript-7",
} as const;

export type CompilerVersion = keyof typeof compilers;

/** What a compiler says about a project; an empty string when it compiles. */
export async function compile(version: CompilerVersion, project: string): Promise<string> {
  const tsc = join(dirname(require.resolve(`${compilers[version]}/package.json`)), "bin/tsc");
  try {
    await promisify(execFile)(process.execPath, [tsc, "-p", project], { timeout: 120_000 });
    return "";
  } catch (error) {
    const { stdout, message } = error as { stdout?: string; message: string };
    return stdout || message;
  }
}
