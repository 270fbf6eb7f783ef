// The options of a single turn. Where the protocol says so, they hold for later turns too.
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const thread = await codex.threadStart();
  const { finalResponse } = await thread.run("How large is this folder?", {
    cwd: process.cwd(),
    model: "gpt-5.5",
    effort: "low",
    mode: "default", // or "plan"
    summary: "concise",
    personality: "pragmatic",
    serviceTier: "default",
    approvalMode: "deny-all", // or approvalPolicy and approvalsReviewer, as on the wire
    sandbox: "read-only", // or sandboxPolicy, as on the wire
    outputSchema: {
      type: "object",
      properties: { files: { type: "integer" } },
      required: ["files"],
      additionalProperties: false,
    },
    signal: AbortSignal.timeout(3_600_000), // interrupts the turn; the server stays up
    timeouts: { idleMs: 120_000, totalMs: 1_800_000 },
  });
  if (finalResponse !== null) console.log(JSON.parse(finalResponse));
} finally {
  await codex.close();
}
