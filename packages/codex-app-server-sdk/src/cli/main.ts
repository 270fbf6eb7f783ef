import { endProcess } from "./end-process.js";
import { runCli } from "./run-cli.js";
import { watchEndings } from "./watch-endings.js";

const { env, stdin, stdout, stderr } = process;
const signal = watchEndings();
const args = process.argv.slice(2);
await endProcess(await runCli(args, { env, cwd: process.cwd(), stdin, stdout, stderr, signal }));
