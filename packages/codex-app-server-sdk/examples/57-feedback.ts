// Saves what happened in a thread into a file that you can look into before you send it to anybody.
// Nothing is uploaded: that would be `feedback/upload`. With logs the server also asks on the
// network which release is the latest.
import { join } from "node:path";
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const thread = await codex.threadStart();
  await thread.run("Say hello.");
  const { savedPath } = await codex.request("feedback/save", {
    savePath: join(process.cwd(), "feedback.zip"),
    classification: "bug",
    reason: "It said goodbye.",
    threadId: thread.id,
    includeLogs: false,
  });
  console.log(savedPath);
} finally {
  await codex.close();
}
