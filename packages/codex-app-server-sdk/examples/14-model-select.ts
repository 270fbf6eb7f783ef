// Picks a model and its lowest reasoning effort.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const { data: models } = await codex.models();
  const model = models.find((candidate) => candidate.isDefault) ?? models[0];
  if (!model) throw new Error("The server offers no models.");
  const effort =
    model.supportedReasoningEfforts[0]?.reasoningEffort ?? model.defaultReasoningEffort;

  const thread = await codex.threadStart({ model: model.model });
  const { finalResponse } = await thread.run("What is 6 times 7?", { effort });
  console.log(`${model.displayName} (${effort}): ${finalResponse}`);
} finally {
  await codex.close();
}
