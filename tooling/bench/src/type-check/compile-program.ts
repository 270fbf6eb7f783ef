import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Compilers, by the packages that they are in. */
export const compilers = { "TypeScript 5.9": "typescript-5.9", "TypeScript 6": "typescript" };
export type Compiler = keyof typeof compilers;

/** What a compiler did for a program. */
export interface CompileCost {
  ms: number;
  /** How many types it made. */
  types: number;
  /** How often it filled in type parameters. */
  instantiations: number;
}

const use = `const codex = new Codex();
const thread = await codex.threadStart();
console.log((await thread.run("Hi")).finalResponse);
`;

/** The same four lines with the SDK, and with a class that stands in for it. */
export const programs = {
  sdk: `import { Codex } from "codex-app-server-sdk";\n${use}`,
  without: `class Codex { threadStart = async () => ({ run: async (finalResponse: string) => ({ finalResponse }) }); }\n${use}`,
};
export type Program = keyof typeof programs;

/** What `tsc --init` writes. */
const compilerOptions = {
  target: "es2022",
  module: "nodenext",
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  types: ["node"],
};

const require = createRequire(import.meta.url);
/** In this package, so that the compilers find the SDK as it was built. */
const cache = fileURLToPath(new URL("../../.cache/type-check/", import.meta.url));

/** Compiles a program in a new process. Rejects when it has errors. */
export async function compileProgram(compiler: Compiler, program: Program): Promise<CompileCost> {
  const folder = join(cache, `${compilers[compiler]}-${program}`);
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(join(folder, "main.mts"), programs[program]);
    const config = { compilerOptions, files: ["main.mts"] };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
    const manifest = require.resolve(`${compilers[compiler]}/package.json`);
    const tsc = join(dirname(manifest), "bin/tsc");
    const start = performance.now();
    const args = [tsc, "-p", folder, "--extendedDiagnostics", "--pretty", "false"];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const ms = performance.now() - start;
    return { ms, types: read(stdout, "Types"), instantiations: read(stdout, "Instantiations") };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function read(diagnostics: string, name: string): number {
  const found = new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(diagnostics)?.[1];
  if (found === undefined) throw new Error(`tsc did not count ${name}: ${diagnostics}`);
  return Number(found);
}
