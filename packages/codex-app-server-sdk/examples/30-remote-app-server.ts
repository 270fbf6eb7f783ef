// A server that runs already, here or elsewhere: `codex app-server --listen ws://127.0.0.1:4500`.
import { Codex } from "codex-app-server-sdk";

const { CODEX_URL: url = "ws://127.0.0.1:4500", CODEX_TOKEN: token } = process.env;
const codex = new Codex({
  transport: { type: "websocket", url, token, reconnect: true },
  logger: console, // tells of each cut, and of each attempt to connect again
});
try {
  const thread = await codex.threadStart({ sandbox: "read-only" });
  const turn = await thread.turn("Explain this folder in one paragraph.");
  for await (const text of turn.textStream()) process.stdout.write(text);
  console.log(`\n${codex.metadata?.serverVersion}: ${(await turn.result()).turn.status}`);
} finally {
  await codex.close(); // leaves the server, which goes on
}
