// An image file on this machine: `npx tsx 09-local-image.ts picture.png`.
import { Codex } from "codex-app-server-sdk";

const [path = "picture.png"] = process.argv.slice(2);

const codex = new Codex();
try {
  const thread = await codex.threadStart();
  // A relative path starts at the client's `cwd`; a missing file is an OptionsError.
  const { finalResponse } = await thread.run([
    { type: "text", text: "What is on this picture?" },
    { type: "localImage", path },
  ]);
  console.log(finalResponse);
} finally {
  await codex.close();
}
