// Every notification of a turn, as the server sends it.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const thread = await codex.threadStart({ sandbox: "read-only" });
  const turn = await thread.turn("List the files of this folder.");
  for await (const { method, params } of turn.stream()) {
    switch (method) {
      case "item/started":
        console.log(`> ${params.item.type}`);
        break;
      case "item/agentMessage/delta":
        process.stdout.write(params.delta);
        break;
      case "item/commandExecution/outputDelta":
        process.stdout.write(params.delta);
        break;
      case "error":
        // With willRetry the server tries again by itself: progress, not failure.
        console.log(params.willRetry ? "retrying:" : "failed:", params.error.message);
        break;
      case "turn/completed":
        console.log(`\n< ${params.turn.status}`);
        break;
    }
  }
} finally {
  await codex.close();
}
