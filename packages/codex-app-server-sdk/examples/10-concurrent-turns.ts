// Several turns at the same time on one server, each on its own thread.
import { Codex } from "codex-app-server-sdk";

const questions = ["What is a pipe?", "What is a socket?", "What is a signal?"];

const codex = new Codex();
try {
  const answers = await Promise.all(
    questions.map(async (question) => {
      const thread = await codex.threadStart({ ephemeral: true });
      return (await thread.run(question)).finalResponse;
    }),
  );
  for (const [index, question] of questions.entries()) {
    console.log(`${question} ${answers[index]}`);
  }
} finally {
  await codex.close();
}
