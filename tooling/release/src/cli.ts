import { runCli } from "./run-cli.js";

const { env, stdout, stderr } = process;
process.exitCode = await runCli(process.argv.slice(2), { env, cwd: process.cwd(), stdout, stderr });
