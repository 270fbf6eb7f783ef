// Errors have a stable code. Only an overload is worth another attempt.
import { Codex, isCodexError, retryOnOverload, TurnFailedError } from "codex-app-server-sdk";

const codex = new Codex();
try {
  const thread = await codex.threadStart();
  const { finalResponse } = await retryOnOverload(() => thread.run("Say hello."), {
    maxAttempts: 3,
    initialDelayMs: 250,
  });
  console.log(finalResponse);

  await thread.run("Say it again.", { timeouts: { totalMs: 600_000 } });
} catch (error) {
  if (error instanceof TurnFailedError) {
    // What the turn had produced until then is not lost.
    console.log(error.message);
    console.log(error.isRetryable ? "later, perhaps" : "not like this", error.httpStatus);
    console.log(`${error.result.items.length} items`);
  } else if (isCodexError(error) && error.code === "RUNTIME_NOT_FOUND") {
    console.log("Install the binary first:", error.message);
  } else {
    throw error;
  }
} finally {
  await codex.close();
}
