import type { HostMistakes } from "../diagnostics/host-mistakes.js";
import { isPlain } from "./option-rules.js";
import type { CodexOptions } from "./options.js";
import { startsServer } from "./transport-options.js";

/**
 * The options that only concern a server which the SDK starts, and what becomes of them beside a
 * socket or a transport of the user's own. Those that choose a program, its settings or its home
 * are refused: whoever gives them relies on them, and they would silently not hold. The others
 * often stand in options that are shared with other clients.
 */
const startOptions = {
  codexPath: "refused",
  launchArgs: "refused",
  config: "refused",
  codexHome: "refused",
  apiKey: "refused",
  restart: "refused",
  threadStore: "refused",
  cwd: "unused",
  env: "unused",
  inheritEnv: "unused",
} satisfies Partial<Record<keyof CodexOptions, "refused" | "unused">>;

/** What is wrong with the options of a client that does not start its server, if it does not. */
export function refusedStartOptions(options: CodexOptions): string[] {
  const names = givenOf("refused", options);
  if (names.length === 0) return [];
  return [
    `${names.join(", ")} can't be given beside a socket or a transport of your own: the client does not start that server. Give it to what does`,
  ];
}

/** Warns of options without effect, if there are any. */
export function warnOfUnused(options: CodexOptions, mistakes: HostMistakes): void {
  const names = givenOf("unused", options).join(", ");
  if (names === "") return;
  mistakes.warn({
    code: "CODEX_OPTION_WITHOUT_EFFECT",
    about: names,
    text: `${names} has no effect on the server behind a socket or a transport of your own, because the client does not start it.`,
  });
}

function givenOf(kind: "refused" | "unused", options: CodexOptions): string[] {
  if (startsServer(options)) return [];
  const names = Object.keys(startOptions) as (keyof typeof startOptions)[];
  return names.filter((name) => startOptions[name] === kind && isMeant(options[name]));
}

/** Whether it asks for something: an empty list or plain object and the default don't. */
function isMeant(value: unknown): boolean {
  if (Array.isArray(value) || isPlain(value)) return Object.keys(value).length > 0;
  return value !== undefined && value !== true;
}
