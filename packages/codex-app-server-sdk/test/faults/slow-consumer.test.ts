import { expect, test } from "vitest";
import { readSlowly } from "./slow-consumer.js";

const mebibyte = 1024 * 1024;

// The server is a script with a shebang.
test.runIf(process.platform !== "win32")(
  "100,000 deltas that are read one a second stay within the bound, and the text is whole",
  async () => {
    const { read, coalesced, held } = await readSlowly(100_000, {
      maxBufferedNotifications: 1_000,
      maxBufferedBytes: 4 * mebibyte,
    });

    expect(read).toBeLessThan(1_010);
    expect(coalesced).toBeGreaterThan(98_000);
    expect(held).toBeLessThan(6 * mebibyte);
  },
);
