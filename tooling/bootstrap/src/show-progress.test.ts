import { expect, test } from "vitest";
import { showProgress } from "./show-progress.mjs";

/** Keeps what is written to it. */
class Recorder {
  readonly isTTY: boolean;
  readonly written: string[] = [];

  constructor(kind: "terminal" | "pipe") {
    this.isTTY = kind === "terminal";
  }

  write(text: string): void {
    this.written.push(text);
  }
}

test("without a terminal it writes plain lines", async () => {
  const out = new Recorder("pipe");
  await expect(showProgress("Building", async () => 7, { out })).resolves.toBe(7);
  expect(out.written).toEqual([
    "Building …\n",
    expect.stringMatching(/^Building: done in \d\.\d s\n$/),
  ]);
});

test("on a terminal it leaves one line behind", async () => {
  const out = new Recorder("terminal");
  await showProgress("Building", async () => {}, { out });
  expect(out.written.at(-2)).toBe("\r\x1b[K");
  expect(out.written.at(-1)).toMatch(/^Building: done/);
});

test("it passes a failure on", async () => {
  const out = new Recorder("pipe");
  const work = (): Promise<never> => Promise.reject(new Error("broken"));
  await expect(showProgress("Building", work, { out })).rejects.toThrow("broken");
  expect(out.written.at(-1)).toMatch(/^Building: failed after/);
});
