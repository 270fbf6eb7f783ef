import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { CodegenError } from "../codegen-error.js";

const run = promisify(execFile);

/** The binary needs a tenth of a second to generate; the limit leaves room for a busy machine. */
const timeoutMs = 60_000;

/** Everything one binary writes about its protocol. */
export interface CodexOutput {
  version: string;
  experimental: ProtocolOutput;
  stable: ProtocolOutput;
}

export interface ProtocolOutput {
  /** The text of the one file that holds every JSON Schema. */
  schema: string;
  /** The files of generate-ts by path, with forward slashes. */
  declarations: Map<string, string>;
}

/** Runs a Codex binary's generators in an empty home folder, which is removed afterwards. */
export async function runCodex(codexPath: string): Promise<CodexOutput> {
  const home = await mkdtemp(join(tmpdir(), "codex-codegen-"));
  try {
    const codex = await prepareCodex(codexPath, home);
    return {
      version: await askForVersion(codex),
      experimental: await askForProtocol(codex, join(home, "experimental"), ["--experimental"]),
      stable: await askForProtocol(codex, join(home, "stable"), []),
    };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

type Codex = (args: string[]) => Promise<string>;

async function prepareCodex(codexPath: string, home: string): Promise<Codex> {
  const codexHome = join(home, "codex-home");
  await mkdir(codexHome);
  const env = { PATH: process.env.PATH, HOME: home, USERPROFILE: home, CODEX_HOME: codexHome };
  return async (args) => {
    try {
      const { stdout } = await run(codexPath, args, { env, cwd: home, timeout: timeoutMs });
      return stdout;
    } catch (cause) {
      throw new CodegenError(`\`codex ${args.join(" ")}\` failed for ${codexPath}`, { cause });
    }
  };
}

async function askForVersion(codex: Codex): Promise<string> {
  const text = await codex(["--version"]);
  const version = /(\d+\.\d+\.\d+\S*)/.exec(text)?.[1];
  if (version === undefined) throw new CodegenError(`No version in ${JSON.stringify(text)}`);
  return version;
}

async function askForProtocol(codex: Codex, out: string, flags: string[]): Promise<ProtocolOutput> {
  const schemas = join(out, "json");
  const declarations = join(out, "ts");
  await codex(["app-server", "generate-json-schema", "--out", schemas, ...flags]);
  await codex(["app-server", "generate-ts", "--out", declarations, ...flags]);
  return {
    schema: await readFile(join(schemas, "codex_app_server_protocol.schemas.json"), "utf8"),
    declarations: await readTree(declarations),
  };
}

async function readTree(root: string): Promise<Map<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
  const pathOf = (path: string): string => relative(root, path).split(sep).join("/");
  const files = paths
    .sort()
    .map(async (path) => [pathOf(path), await readFile(path, "utf8")] as const);
  return new Map(await Promise.all(files));
}
