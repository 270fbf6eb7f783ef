import type { CheckContext } from "./check.js";
import { otherBinary } from "./fixes.js";
import type { HostFacts } from "./read-host-facts.js";
import type { ProgramResult } from "./run-program.js";

/** Says why a command could not be run in the sandbox, and what to do. */
export function explainSandbox(
  result: ProgramResult,
  facts: HostFacts,
  context: CheckContext,
): { message: string; fix: string } {
  if (result.isLate) {
    const message = `A command in the sandbox did not end within ${context.stepMs} ms.`;
    return { message, fix: otherBinary(context) };
  }
  const reason = reasonOf(result);
  const fix = /bwrap|bubblewrap|namespace/i.test(reason)
    ? fixOf(reason, facts)
    : otherBinary(context);
  return { message: `No command can run in the sandbox: ${reason}.`, fix };
}

/** The first line that speaks of bubblewrap, else the first that is more than a warning. */
function reasonOf({ stderr, exitCode }: ProgramResult): string {
  const lines = stderr.split("\n").map((line) => line.trim());
  const said =
    lines.find((line) => /^(?:bwrap|bubblewrap)\b/.test(line)) ??
    lines.find((line) => line !== "" && !/^(?:warning|thread)\b/i.test(line));
  return said?.replace(/\.$/, "") ?? `exit code ${exitCode}, without a word`;
}

function fixOf(reason: string, { isContainer, isRestricted }: HostFacts): string {
  if (/max_\S*namespaces|ENOSPC/.test(reason)) {
    return "sudo sysctl -w user.max_user_namespaces=15000";
  }
  if (/unavailable/i.test(reason)) {
    return "install bubblewrap with the package manager of the system, such as: sudo apt-get install bubblewrap";
  }
  if (isContainer) {
    return 'start the container with --security-opt seccomp=unconfined, or, where the container is the fence, threads with sandbox: "danger-full-access" (docs/deploying.md)';
  }
  if (isRestricted) return "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";
  return "let this user make user namespaces, which bubblewrap needs, such as: sudo sysctl -w kernel.unprivileged_userns_clone=1";
}
