import { undoAtSignals } from "./interruption.js";
import { runCli } from "./run-cli.js";

const { env, stdout, stderr } = process;
undoAtSignals((text) => stderr.write(text));
process.exitCode = await runCli(process.argv.slice(2), { env, cwd: process.cwd(), stdout, stderr });
