import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { generate } from "./generate.js";
import { runCodex } from "./run-codex.js";

const generatedDir = fileURLToPath(
  new URL("../../../packages/codex-app-server-sdk/src/protocol/generated", import.meta.url),
);

interface GenerateOptions {
  codex: string;
  out: string;
}

const program = new Command("codegen").description("Types and validators of the Codex protocol");
program
  .command("generate")
  .description("Write the protocol layer that the Codex binary describes")
  .requiredOption("--codex <path>", "the Codex binary to ask")
  .option("--out <dir>", "the folder to write to", generatedDir)
  .action(async ({ codex, out }: GenerateOptions) => {
    const files = generate(await runCodex(codex));
    await mkdir(out, { recursive: true });
    for (const [name, text] of files) await writeFile(join(out, name), text);
    console.log(`${[...files.keys()].join(", ")} written to ${out}`);
  });
await program.parseAsync();
