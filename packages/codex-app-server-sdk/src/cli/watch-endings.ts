import { startTimer } from "../async/start-timer.js";
import { CliError } from "./commands/cli-error.js";
import { Interruption } from "./interruption.js";

/** How long a subcommand may take to end what it has started. */
const graceMs = 10_000;

/**
 * From now on, aborts the returned signal when this process is asked to end, or can't write its
 * results. If it still runs after `graceMs`, or is asked once more, it ends at once.
 */
export function watchEndings(): AbortSignal {
  const controller = new AbortController();
  const end = (reason: Interruption | CliError): void => {
    if (controller.signal.aborted) process.exit(reason.exitCode);
    controller.abort(reason);
    startTimer(() => process.exit(reason.exitCode), graceMs);
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => end(new Interruption(name)));
  }
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // Each further write fails too, and asks for nothing new.
    if (!controller.signal.aborted) end(reasonOf(error));
  });
  // Whoever does not read the messages may still want the result.
  process.stderr.on("error", () => {});
  return controller.signal;
}

function reasonOf(error: NodeJS.ErrnoException): Interruption | CliError {
  // On Windows a pipe without a reader gives EOF.
  if (error.code === "EPIPE" || error.code === "EOF") return new Interruption("SIGPIPE");
  return new CliError("failure", `The output cannot be written: ${error.message}`, {
    cause: error,
  });
}
