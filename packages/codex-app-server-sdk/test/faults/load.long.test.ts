import { test } from "vitest";
import { runConcurrentThreads } from "./concurrent-threads.js";

test("100 threads with a turn each at once all complete, each stream only its own", async () => {
  await runConcurrentThreads(100);
});
