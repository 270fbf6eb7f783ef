import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError } from "../errors/index.js";
import { assertNoProblems, isGiven, milliseconds } from "../options/option-rules.js";
import type { SplitOptions } from "../options/own-options.js";
import { readSafely } from "../options/read-safely.js";
import type { ExecOptions } from "../options/server-options.js";
import { showOption } from "../options/show-option.js";

/** What a program is run with: the user's options, and what this package gives by default. */
export function execParams(
  command: readonly string[],
  { own, sent }: SplitOptions<"command/exec">,
): ExecOptions & wire.CommandExecParams & { processId: string } {
  return {
    ...sent,
    ...own,
    streamStdin: sent.streamStdin ?? true,
    streamStdoutStderr: sent.streamStdoutStderr ?? true,
    ...limitsOf(sent),
    processId: sent.processId ?? crypto.randomUUID(),
    command: readSafely("command", () => wordsOf(command)),
  };
}

type Limits = Pick<ExecOptions, "timeoutMs" | "disableTimeout" | "disableOutputCap">;

/** Without them the server ends a program after 10 seconds and cuts its output at 1 MiB. */
function limitsOf(sent: Omit<ExecOptions, "signal">): Limits {
  const { timeoutMs, disableTimeout, outputBytesCap, disableOutputCap } = sent;
  if (isGiven(timeoutMs)) assertNoProblems(milliseconds(timeoutMs, "timeoutMs"));
  return {
    timeoutMs: timeoutMs ? Math.ceil(timeoutMs) : undefined,
    disableTimeout: disableTimeout ?? !timeoutMs,
    disableOutputCap: disableOutputCap ?? !isGiven(outputBytesCap),
  };
}

function wordsOf(command: readonly string[]): string[] {
  if (!Array.isArray(command) || command.length === 0) {
    throw new OptionsError(
      `command is ${showOption(command, "command")}, expected a program and its arguments.`,
    );
  }
  return [...command];
}
