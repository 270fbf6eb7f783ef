import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter } from "node:path";
import type { CodexRuntime } from "./codex-runtime.js";
import { CodexRuntimeError } from "./codex-runtime-error.js";
import { resolveCodexRuntime } from "./resolve-codex-runtime.js";

/**
 * Runs this platform's Codex in place of the current program: same terminal, same signals, same
 * exit code (128 plus the signal's number when a signal ended it). Without a usable runtime it
 * reports why and exits 1.
 */
export function launchCodex(args: readonly string[]): void {
  const runtime = resolveOrReport();
  if (!runtime) return;
  const env = { ...process.env, ...pathWith(runtime.pathDirs) };
  if (!replaceProcess(runtime.codexPath, args, env)) runAsChild(runtime.codexPath, args, env);
}

function resolveOrReport(): CodexRuntime | undefined {
  try {
    return resolveCodexRuntime();
  } catch (error) {
    if (!(error instanceof CodexRuntimeError)) throw error;
    process.stderr.write(`${error.code}: ${error.message}\n`);
    process.exitCode = 1;
    return undefined;
  }
}

/** Without a PATH the system has a default, which an own one would replace. */
function pathWith(folders: readonly string[]): { PATH?: string } {
  const { PATH } = process.env;
  return PATH === undefined ? {} : { PATH: [...folders, PATH].join(delimiter) };
}

type Execve = (file: string, args: readonly string[], env: NodeJS.ProcessEnv) => never;

/**
 * Lets Codex take over this process where Node can do that, so that no launcher stays between Codex
 * and its caller. Returns false where it can't.
 */
function replaceProcess(file: string, args: readonly string[], env: NodeJS.ProcessEnv): boolean {
  // Neither Node 20's type declarations nor Windows have it.
  const { execve } = process as { execve?: Execve };
  if (!execve || process.platform === "win32") return false;
  // Node would warn that execve is experimental.
  process.emitWarning = () => {};
  try {
    return execve.call(process, file, [file, ...args], env);
  } catch {
    // Worker threads and permission models refuse it; a child process still works.
    return false;
  }
}

/** Signals that terminals, shells or supervisors send to end or to notify a program. */
const forwardedSignals: readonly NodeJS.Signals[] =
  process.platform === "win32"
    ? ["SIGINT", "SIGTERM", "SIGBREAK"]
    : ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR2", "SIGWINCH"];

function runAsChild(file: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  // Listen before spawning: a signal in between would end this process and leave Codex running.
  for (const signal of forwardedSignals) process.on(signal, () => child.kill(signal));
  const child = spawn(file, args, { stdio: "inherit", env });
  child.once("error", (error) => {
    process.stderr.write(`Cannot start ${file}: ${error.message}\n`);
    process.exit(1);
  });
  child.once("exit", (code, signal) => {
    process.exit(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
  });
}
