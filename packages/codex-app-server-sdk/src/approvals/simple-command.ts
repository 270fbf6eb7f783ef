import type * as wire from "codex-app-server-sdk/protocol";
import { commandText } from "./command-text.js";

/**
 * The words of the command that an approval is about, if it is exactly one plain command: nothing
 * in it is expanded, joined, redirected or run beside it, whichever POSIX shell runs it. Null for
 * anything else. Words consist of letters, digits and `_+=:./-`, or are single-quoted;
 * `cd x && npm test` is not simple.
 */
export function simpleCommand(
  params: Pick<wire.CommandExecutionRequestApprovalParams, "command">,
): string[] | null {
  const text = commandText(params);
  if (!simple.test(text)) return null;
  const words = (text.match(eachWord) ?? []).map(withoutQuotes);
  const [program = ""] = words;
  return program.includes("=") || otherShell.test(program) ? null : words;
}

/** A word that begins with `=` would be looked up by zsh. */
const oneWord = "(?:[A-Za-z0-9_+:./-][A-Za-z0-9_+=:./-]*|'[^']*')";
const simple = new RegExp(`^${oneWord}(?: +${oneWord})*$`);

const eachWord = new RegExp(oneWord, "g");

/** What wraps a command on other systems. */
const otherShell = /(?:^|[/\\])(?:cmd|powershell|pwsh)(?:\.exe)?$/i;

function withoutQuotes(word: string): string {
  return word.startsWith("'") ? word.slice(1, -1) : word;
}
