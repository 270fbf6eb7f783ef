// A queue: turns that the server starts by itself, one after the other, also after a restart.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const thread = await codex.threadStart();

  const first = await thread.queue.add("Name a colour.");
  const second = await thread.queue.add("Name a fruit of that colour.");
  const third = await thread.queue.add("Name a river.");

  // What has not started can be changed, moved and taken back.
  await thread.queue.delete(third.id);
  const waiting = await thread.queue.list();
  console.log(`third waits: ${waiting.some(({ id }) => id === third.id)}`);

  // A queued turn that has started is a turn like any other.
  for await (const text of (await first.started).textStream()) console.log(text);
  console.log((await (await second.started).result()).finalResponse);

  await third.started.catch((error: Error) => console.log(error.name));
} finally {
  await codex.close();
}
