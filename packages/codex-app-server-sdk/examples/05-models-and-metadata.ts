// Which server this is, and which models it offers.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const { serverVersion, platformOs } = await codex.start();
  console.log(`Codex ${serverVersion} on ${platformOs}`);

  for await (const model of codex.models()) {
    const efforts = model.supportedReasoningEfforts.map((option) => option.reasoningEffort);
    console.log(`${model.isDefault ? "*" : " "} ${model.model}: ${efforts.join(", ")}`);
  }
} finally {
  await codex.close();
}
