// A turn as a handle: start it, do something else, then wait for its end.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const thread = await codex.threadStart();
  const turn = await thread.turn("Name three prime numbers.");
  console.log(`turn ${turn.id ? "started" : "missing"}`);

  // The turn as the server knows it, whatever its status, with every item.
  const { status, items } = await turn.run();
  console.log(status, items.map((item) => item.type).join(", "));

  // The answer; this one rejects when the turn failed or was interrupted.
  const { finalResponse } = await turn.result();
  console.log(finalResponse);
} finally {
  await codex.close();
}
