import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { findPinnedCodex, refuseOtherVersion } from "./ask/find-pinned-codex.js";
import { packOutput } from "./ask/pack-output.js";
import { runCodex } from "./ask/run-codex.js";
import { CodegenError } from "./codegen-error.js";
import { findDrift } from "./find-drift.js";
import { generate } from "./generate.js";
import { record } from "./recorder/record.js";

const sdk = new URL("../../../packages/codex-app-server-sdk/", import.meta.url);
const generatedDir = fileURLToPath(new URL("src/protocol/generated", sdk));
const recordingFile = fileURLToPath(new URL("test/fixtures/recorded-traffic.jsonl.gz", sdk));

interface GenerateOptions {
  codex?: string;
  out: string;
  check?: true;
}

interface OutputOptions {
  codex?: string;
  out: string;
}

async function generateTypes({ codex, out, check }: GenerateOptions): Promise<void> {
  const output = await runCodex(codex ?? findPinnedCodex());
  if (codex === undefined) refuseOtherVersion(output.version);
  const files = generate(output);
  if (check) return checkFiles(files, out);
  await mkdir(out, { recursive: true });
  for (const [name, text] of files) await writeFile(join(out, name), text);
  console.log(`Codex ${output.version}: wrote ${[...files.keys()].join(", ")}`);
}

async function checkFiles(files: Map<string, string>, out: string): Promise<void> {
  const drift = await findDrift(files, out);
  if (drift.length > 0) {
    throw new CodegenError(
      `${drift.join(", ")} not as Codex describes them: run \`npm run generate-types\``,
    );
  }
  console.log(`${files.size} generated files are up to date`);
}

async function recordTraffic({ codex, out }: OutputOptions): Promise<void> {
  const recording = await record(codex ?? findPinnedCodex());
  await writeFile(out, recording);
  console.log(`${recording.length} bytes of traffic written to ${out}`);
}

async function captureOutput({ codex, out }: OutputOptions): Promise<void> {
  const captured = packOutput(await runCodex(codex ?? findPinnedCodex()));
  await writeFile(out, captured);
  console.log(`${captured.length} bytes of output written to ${out}`);
}

const program = new Command("codegen").description("The typed protocol of the Codex app-server");
program
  .command("generate")
  .description("Write types, method maps and the validators' table from what a Codex binary says")
  .option("--codex <path>", "the binary to ask; default: the pinned one")
  .option("--out <dir>", "the folder to write to", generatedDir)
  .option("--check", "write nothing; fail when the files there are not up to date")
  .action(generateTypes);
program
  .command("record")
  .description("Record real traffic for the tests of the validators")
  .option("--codex <path>", "the binary to drive; default: the pinned one")
  .option("--out <file>", "the file to write", recordingFile)
  .action(recordTraffic);
program
  .command("capture")
  .description("Keep what a Codex binary says, to generate from it without the binary")
  .requiredOption("--codex <path>", "the binary to ask")
  .requiredOption("--out <file>", "the file to write")
  .action(captureOutput);

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof CodegenError ? error.message : error);
  process.exitCode = 1;
}
