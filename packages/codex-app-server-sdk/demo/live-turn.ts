import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { Codex, type CodexOptions, type Handlers } from "codex-app-server-sdk";
import { showTurn } from "./show-turn.js";

const loginAdvice = `There is no Codex login and no API key. Do one of these and try again:
  node packages/openai-codex-cli-bin/bin/openai-codex-cli-bin.js login
  export OPENAI_API_KEY=…      (used for this run, stored nowhere)`;

/**
 * Runs a turn with the user's own account in a new, empty folder. It is read-only, and asks before
 * each command.
 */
export async function runLiveTurn(prompt: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "codex-demo-"));
  const cwd = join(folder, "work");
  await mkdir(cwd);
  let codex = createCodex({ cwd });
  try {
    if (!(await isLoggedIn(codex))) {
      const { OPENAI_API_KEY: apiKey } = process.env;
      if (!apiKey) {
        console.error(loginAdvice);
        return 1;
      }
      await codex.close();
      codex = await createCodexWithKey(apiKey, cwd, join(folder, "codex-home"));
    }
    const thread = await codex.threadStart({
      cwd,
      approvalPolicy: "untrusted",
      approvalsReviewer: "user",
      sandbox: "read-only",
    });
    await showTurn(thread, prompt);
    return 0;
  } finally {
    await codex.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

function createCodex(options: CodexOptions): Codex {
  return new Codex({ ...options, handlers });
}

/** Logs in with a temporary CODEX_HOME, so that the key is not stored in the user's own. */
async function createCodexWithKey(apiKey: string, cwd: string, codexHome: string): Promise<Codex> {
  await mkdir(codexHome);
  const codex = createCodex({ cwd, codexHome });
  await codex.request("account/login/start", { type: "apiKey", apiKey });
  return codex;
}

async function isLoggedIn(codex: Codex): Promise<boolean> {
  const { account, requiresOpenaiAuth } = await codex.request("account/read", {});
  return account !== null || !requiresOpenaiAuth;
}

const handlers: Handlers = {
  commandApproval: async ({ command }, { signal }) =>
    (await confirms(`run: ${command ?? "a command"}`, signal))
      ? { decision: "accept" }
      : { decision: "decline" },
};

/** Asks the user. The default is no, also when there is no terminal to ask on. */
async function confirms(question: string, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    console.log(`approve? ${question}\napprove? no: there is no terminal to ask on`);
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(`approve? ${question} [y/N] `, { signal });
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
