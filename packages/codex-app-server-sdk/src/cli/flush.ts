import type { Writable } from "node:stream";
import { setImmediate } from "node:timers/promises";

/**
 * Waits until the system has everything that was written, or has refused it: that is then reported
 * as an `error` event of the stream.
 */
export async function flush(stream: Writable): Promise<void> {
  await new Promise<void>((resolve) => {
    stream.write("", () => resolve());
  });
  await setImmediate(); // the event comes after the callback
}
