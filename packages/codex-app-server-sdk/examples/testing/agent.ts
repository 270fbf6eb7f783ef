// The agent that the suites beside this file test: it explains why the tests of a project fail.
import { allowCommands, type Codex, type Handlers } from "codex-app-server-sdk";

/** It may run `npm test`, and answers the model's questions without asking anyone. */
export const handlers: Handlers = {
  commandApproval: allowCommands([["npm", "test"]]),
  userInput: ({ questions }) => ({
    answers: Object.fromEntries(questions.map(({ id }) => [id, { answers: ["Your choice."] }])),
  }),
};

/** Shows the explanation as it is written. */
export async function explain(codex: Codex, show: (text: string) => void): Promise<void> {
  const thread = await codex.threadStart({ approvalPolicy: "untrusted", askUser: true });
  const turn = await thread.turn("Run the tests and explain what fails.");
  for await (const text of turn.textStream()) show(text);
  await turn.result();
}
