import type { ChildProcess, ChildProcessWithoutNullStreams } from "node:child_process";
import { explainSpawnError } from "./explain-spawn-error.js";
import type { ServerCommand } from "./server-command.js";

/**
 * Starts a server and resolves once the system has. Rejects with an error that says what is missing
 * when that fails. Uses no shell, and no AbortSignal either: aborting `spawn` would emit errors
 * that nobody listens to.
 */
export async function spawnServer(command: ServerCommand): Promise<ChildProcessWithoutNullStreams> {
  // Loaded only now: importing it takes 3 ms, longer than the rest of the package.
  const { spawn } = await import("node:child_process");
  try {
    const child = spawn(command.command, command.args, {
      cwd: command.cwd,
      env: command.env,
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true,
      // In its own process group, so that Ctrl-C in the host's terminal does not end the server
      // before the host can react. It still ends with the host, because that closes its stdin.
      detached: process.platform !== "win32",
    });
    // Awaited before anything else is used: without free file descriptors the streams are missing.
    await spawned(child);
    return child;
  } catch (error) {
    throw await explainSpawnError(error as NodeJS.ErrnoException, command);
  }
}

/** Resolves once the system has started the process. */
function spawned(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", () => {
      child.off("error", reject);
      resolve();
    });
  });
}
