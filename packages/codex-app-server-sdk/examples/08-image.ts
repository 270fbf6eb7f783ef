// An image by its URL: https, or a data URL that contains it.
import { Codex } from "codex-app-server-sdk";

const dot =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

const codex = new Codex();
try {
  const thread = await codex.threadStart();
  const { finalResponse } = await thread.run([
    { type: "text", text: "What is on this picture?" },
    { type: "image", url: `data:image/png;base64,${dot}` },
  ]);
  console.log(finalResponse);
} finally {
  await codex.close();
}
