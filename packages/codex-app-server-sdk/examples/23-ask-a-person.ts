// Asks on the terminal before a command runs, a file is written, or a tool is called.
import { createInterface } from "node:readline/promises";
import { allowCommands, Codex, commandText } from "codex-app-server-sdk";

const terminal = createInterface({ input: process.stdin, output: process.stdout });
const noTerminal = new AbortController();
terminal.once("close", () => noTerminal.abort());
let lastQuestion: Promise<unknown> = Promise.resolve();

/** One question after the other, because handlers run at the same time. The default is no. */
function confirms(question: string, signal: AbortSignal): Promise<boolean> {
  const either = AbortSignal.any([signal, noTerminal.signal]);
  const answer = lastQuestion.then(() =>
    terminal.question(`${question} [y/N] `, { signal: either }),
  );
  lastQuestion = answer.catch(() => {});
  return answer.then(
    (text) => /^y(es)?$/i.test(text.trim()),
    () => false,
  );
}

const codex = new Codex({
  handlers: {
    commandApproval: allowCommands([["git", "status"]], {
      otherwise: async (params, { signal }) => {
        // The command is text of the model: quoted, it can't move the cursor or hide a part.
        const question = `Run ${JSON.stringify(commandText(params))} in ${params.cwd}?`;
        return { decision: (await confirms(question, signal)) ? "accept" : "decline" };
      },
    }),
    fileChangeApproval: async ({ changes }, { signal }) => {
      if (!changes) return { decision: "decline" }; // Nobody can say what would be written.
      for (const { path, kind, diff } of changes) {
        console.log(kind.type, JSON.stringify({ path, diff }));
      }
      return { decision: (await confirms("Write this?", signal)) ? "accept" : "decline" };
    },
    mcpToolApproval: async ({ server, tool, arguments: given }, { signal }) => {
      const call = JSON.stringify({ server, tool, arguments: given });
      const isWanted = tool !== undefined && (await confirms(`Call ${call}?`, signal));
      const action = isWanted ? "accept" : "decline";
      return { action, content: null, _meta: null };
    },
  },
});
try {
  const thread = await codex.threadStart({ sandbox: "workspace", approvalPolicy: "untrusted" });
  const { finalResponse } = await thread.run("Write a note about this folder.");
  console.log(finalResponse);
} finally {
  terminal.close();
  await codex.close();
}
