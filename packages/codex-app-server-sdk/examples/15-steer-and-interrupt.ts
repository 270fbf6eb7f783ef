// Adds input to a running turn, and interrupts another one.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const thread = await codex.threadStart();

  const count = await thread.turn("Count to a thousand.");
  await count.steer("Stop at ten.");
  console.log((await count.result()).finalResponse);

  const story = await thread.turn("Tell me a very long story.");
  await story.interrupt();
  console.log((await story.run()).status);
} finally {
  await codex.close();
}
