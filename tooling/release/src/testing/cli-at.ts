import { undoAtSignals } from "../interruption.js";
import { repositoryAt } from "../repository.js";
import { runCli } from "../run-cli.js";

// The command line for another checkout than this one: its root comes before the command.
const [root = "", ...args] = process.argv.slice(2);
const { env, stdout, stderr } = process;
const cwd = process.cwd();
undoAtSignals((text) => stderr.write(text));
process.exitCode = await runCli(args, { env, cwd, stdout, stderr, repository: repositoryAt(root) });
