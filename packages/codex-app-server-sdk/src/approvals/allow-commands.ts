import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError } from "../errors/index.js";
import { showValue } from "../errors/show-value.js";
import type { Handler, HandlerContext } from "../handlers/handlers.js";
import { isBelow } from "./is-below.js";
import { simpleCommand } from "./simple-command.js";

type Params = wire.CommandExecutionRequestApprovalParams;

/** Options of `allowCommands()`. */
export interface AllowCommandsOptions {
  /** Decides on everything that is not allowed; default: it is declined. */
  otherwise?: Handler<"item/commandExecution/requestApproval"> | undefined;
}

/**
 * Makes a `commandApproval` handler that accepts the commands of a list and nothing else. Each
 * entry is the words of one command; one that ends in `"*"` allows any further words. Accepted is
 * only a simple command (see `simpleCommand()`) in the thread's working folder or below it, without
 * access to the network or further permissions. Throws an `OptionsError` for an entry that is no
 * list of words, is empty or begins with `"*"`.
 *
 * What it accepts may run outside the sandbox, and an accepted `npm test` runs whatever
 * `package.json` says by then. Further words may be options that run programs: allow `"*"` only
 * where none does.
 *
 * @example
 * ```ts
 * const codex = new Codex({
 *   handlers: { commandApproval: allowCommands([["npm", "test"]]) },
 * });
 * ```
 */
export function allowCommands(
  commands: readonly (readonly string[])[],
  options: AllowCommandsOptions = {},
): Handler<"item/commandExecution/requestApproval"> {
  const allowed = copyOf(commands);
  const { otherwise = decline } = options;
  if (typeof otherwise !== "function") {
    throw new OptionsError(`otherwise is ${showValue(otherwise)}, expected a function.`);
  }
  return (params, context) => {
    const words = mayRun(params, context) ? simpleCommand(params) : null;
    const isAllowed = words !== null && allowed.some((entry) => matches(entry, words));
    return isAllowed ? { decision: "accept" } : otherwise(params, context);
  };
}

/** Whether it is a plain command where the thread works, that asks for nothing beside. */
function mayRun(params: Params, { cwd }: HandlerContext): boolean {
  const asksForMore = params.networkApprovalContext ?? params.additionalPermissions ?? null;
  const kind = params.kind ?? "command"; // Older servers don't say.
  if (kind !== "command" || asksForMore !== null) return false;
  return typeof params.cwd === "string" && cwd !== null && isBelow(params.cwd, cwd);
}

function matches(entry: readonly string[], words: readonly string[]): boolean {
  const isOpen = entry.at(-1) === "*";
  const fixed = isOpen ? entry.slice(0, -1) : entry;
  const hasLength = isOpen ? words.length >= fixed.length : words.length === fixed.length;
  return hasLength && fixed.every((word, index) => words[index] === word);
}

function decline(): wire.CommandExecutionRequestApprovalResponse {
  return { decision: "decline" };
}

/** A copy, so that what is allowed does not change later. */
function copyOf(commands: readonly (readonly string[])[]): readonly (readonly string[])[] {
  if (!Array.isArray(commands)) {
    throw new OptionsError(`commands is ${showValue(commands)}, expected a list of commands.`);
  }
  return commands.map((entry, index) => {
    const problem = problemOf(entry);
    if (problem) throw new OptionsError(`commands[${index}] is ${showValue(entry)}: ${problem}.`);
    return [...entry];
  });
}

function problemOf(entry: unknown): string | undefined {
  if (!Array.isArray(entry) || !entry.every((word) => typeof word === "string")) {
    return 'a command is a list of words, such as ["npm", "test"]';
  }
  if (entry.length === 0) return "a command has at least one word";
  const star = entry.indexOf("*");
  if (star === 0) return "that would allow every command";
  return star >= 0 && star < entry.length - 1 ? 'only the last word can be "*"' : undefined;
}
