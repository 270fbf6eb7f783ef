// A typed answer: the model is held to a schema, and what comes back is validated.
import { Codex, OutputValidationError } from "codex-app-server-sdk";
import { z } from "zod";

const codex = new Codex();
try {
  const thread = await codex.threadStart({ sandbox: "read-only" });
  const Report = z.object({ summary: z.string(), risk: z.enum(["low", "high"]) });
  const { output } = await thread.run("Assess this repository.", { output: Report });
  console.log(output.risk, output.summary);

  // A rule that the model can't be held to is checked afterwards; it may then answer once more.
  const Word = z.object({ word: z.string().refine((word) => word.length === 5, "five letters") });
  const game = await thread.run("Choose a word.", { output: Word, outputRetries: 2 });
  console.log(game.output.word, game.turnUsage?.totalTokens);
} catch (error) {
  if (!(error instanceof OutputValidationError)) throw error;
  console.log(`${error.text} is not what was asked for: ${error.issues[0]?.message}`);
} finally {
  await codex.close();
}
