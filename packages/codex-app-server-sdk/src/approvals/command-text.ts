import type * as wire from "codex-app-server-sdk/protocol";
import { shellWords } from "./shell-words.js";

/**
 * The command that an approval is about, without the shell that Codex wraps around it:
 * `npm test` for `/bin/bash -lc 'npm test'`. Empty when the approval is about no command.
 *
 * For people. A rule that decides must not search in it: `npm test` is also in `x; npm test`. Use
 * `simpleCommand()` or `allowCommands()` for that.
 */
export function commandText(
  params: Pick<wire.CommandExecutionRequestApprovalParams, "command">,
): string {
  const command = params.command ?? "";
  return scriptIn(command) ?? command;
}

const posixShell = /^(?:\/[\w./-]*\/)?(?:ba|da|k|z)?sh$/;

/** The script that a POSIX shell is called with; undefined when the text is no such call. */
function scriptIn(command: string): string | undefined {
  const words = shellWords(command);
  if (words?.length !== 3) return undefined;
  const [shell = "", option = "", script] = words;
  return posixShell.test(shell) && (option === "-c" || option === "-lc") ? script : undefined;
}
