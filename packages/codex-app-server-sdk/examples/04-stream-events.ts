// What a user interface shows of a turn. `turn.stream()` has the notifications as the server sends
// them.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const thread = await codex.threadStart({ sandbox: "read-only" });
  const turn = await thread.turn("List the files of this folder.");
  for await (const event of turn.events()) {
    switch (event.type) {
      case "item-start":
        console.log(`> ${event.item.type}`);
        break;
      case "text-delta":
      case "command-output":
        process.stdout.write(event.text);
        break;
      case "retry":
        // The server tries again by itself: progress, not failure.
        console.log("trying again:", event.error.message);
        break;
      case "finish":
        console.log(`\n< ${event.result.turn.status}`);
        break;
    }
  }
} finally {
  await codex.close();
}
