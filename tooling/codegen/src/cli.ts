import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { CodexRuntimeError } from "openai-codex-cli-bin";
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
  const output = await runCodex(codex ?? (await findPinnedCodex()));
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
      `Not what Codex describes: ${drift.join(", ")}. Run \`npm run generate-types\``,
    );
  }
  console.log(`${files.size} generated files are up to date`);
}

async function recordTraffic({ codex, out }: OutputOptions): Promise<void> {
  const recording = await record(codex ?? (await findPinnedCodex()));
  await writeFile(out, recording);
  console.log(`${recording.length} bytes of traffic written to ${out}`);
}

async function captureOutput({ codex, out }: OutputOptions): Promise<void> {
  const captured = packOutput(await runCodex(codex ?? (await findPinnedCodex())));
  await writeFile(out, captured);
  console.log(`${captured.length} bytes of output written to ${out}`);
}

const program = new Command("codegen").description(
  "Generates the typed protocol of the Codex app-server",
);
program
  .command("generate")
  .description(
    "Generate types, method maps and the validators' table from a Codex binary's own output",
  )
  .option("--codex <path>", "Codex binary to use; default: the pinned one")
  .option("--out <dir>", "folder to write to", generatedDir)
  .option("--check", "write nothing; fail when the files in the folder are out of date")
  .action(generateTypes);
program
  .command("record")
  .description("Record a real server's traffic for the tests of the validators")
  .option("--codex <path>", "Codex binary to run; default: the pinned one")
  .option("--out <file>", "file to write", recordingFile)
  .action(recordTraffic);
program
  .command("capture")
  .description("Save a Codex binary's output, to generate from it later without the binary")
  .requiredOption("--codex <path>", "Codex binary to use")
  .requiredOption("--out <file>", "file to write")
  .action(captureOutput);

try {
  await program.parseAsync();
} catch (error) {
  const isExpected = error instanceof CodegenError || error instanceof CodexRuntimeError;
  console.error(isExpected ? error.message : error);
  process.exitCode = 1;
}
