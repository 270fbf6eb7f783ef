import { join } from "node:path";
import type * as wire from "codex-app-server-sdk/protocol";
import type { CheckContext, Verdict } from "./check.js";
import { codexHomeOf } from "./check-home.js";
import { runCodex } from "./run-codex.js";
import { withCodex } from "./with-codex.js";

const logIn = "npx openai-codex-cli-bin login";

/** Who is logged in, if anybody has to be. A server would take a broken login for none. */
export async function checkLogin(context: CheckContext): Promise<Verdict> {
  const { stderr } = await runCodex(["login", "status"], context);
  if (/^Error checking login status/m.test(stderr)) return broken(stderr, context);
  const { account, requiresOpenaiAuth } = await withCodex(context, (codex) => codex.account());
  if (account !== null) return { ok: true, message: describe(account) };
  if (!requiresOpenaiAuth) {
    return { ok: true, message: "none, and the model provider of config.toml needs none" };
  }
  return {
    ok: false,
    message: "Nobody is logged in, and the default model provider needs that.",
    fix: `${logIn} (or give each client one of its own, with new Codex({ apiKey }))`,
  };
}

/** Only says where: what is quoted there may be a part of a secret. */
function broken(stderr: string, context: CheckContext): Verdict {
  const place = /\bline \d+ column \d+/.exec(stderr)?.[0].replace(" column", ", column");
  const file = join(codexHomeOf(context), "auth.json");
  return {
    ok: false,
    message: `The stored login, ${file}, can't be read${place ? `: ${place}` : ""}.`,
    fix: `npx openai-codex-cli-bin logout && ${logIn}`,
  };
}

const kinds: Readonly<Record<string, string>> = {
  apiKey: "with an API key",
  chatgpt: "with a ChatGPT account",
};

function describe({ type }: wire.Account): string {
  return (Object.hasOwn(kinds, type) ? kinds[type] : undefined) ?? `with ${type}`;
}
