// A review by the agent: of uncommitted changes, a branch, a commit, or anything you describe.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const thread = await codex.threadStart({ sandbox: "read-only" });
  const review = await thread.review({
    type: "custom",
    instructions: "Look for mistakes in the error handling of src/.",
  });
  const { items, finalResponse } = await review.result();
  const end = items.find((item) => item.type === "exitedReviewMode");
  console.log(end?.review ?? finalResponse);
} finally {
  await codex.close();
}
