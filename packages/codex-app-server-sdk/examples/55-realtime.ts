// A conversation in text with a realtime model, beside the thread's turns.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const { id: threadId } = await codex.threadStart();
  const said = codex.notifications({
    methods: [
      "thread/realtime/started",
      "thread/realtime/transcript/done",
      "thread/realtime/error",
    ],
  });
  const start = { threadId, outputModality: "text", version: "v2" } as const;
  await codex.request("thread/realtime/start", { ...start, transport: { type: "websocket" } });
  for await (const { method, params } of said) {
    if (method === "thread/realtime/error") throw new Error(params.message);
    if (method === "thread/realtime/started") {
      await codex.request("thread/realtime/appendText", { threadId, text: "Say hello." });
    } else {
      console.log(`${params.role}: ${params.text}`);
      break;
    }
  }
  await codex.request("thread/realtime/stop", { threadId });
} finally {
  await codex.close();
}
