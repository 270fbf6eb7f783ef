import { expect, test } from "vitest";
import { withProgress } from "./progress.mjs";

function recorder(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

test("without a terminal it writes plain lines", async () => {
  const out = recorder(false);
  await expect(withProgress("Building", async () => 7, { out })).resolves.toBe(7);
  expect(out.written).toEqual([
    "Building …\n",
    expect.stringMatching(/^Building: done in \d\.\d s\n$/),
  ]);
});

test("on a terminal it leaves one line behind", async () => {
  const out = recorder(true);
  await withProgress("Building", async () => {}, { out });
  expect(out.written.at(-2)).toBe("\r\x1b[K");
  expect(out.written.at(-1)).toMatch(/^Building: done/);
});

test("it passes a failure on", async () => {
  const out = recorder(false);
  const work = () => Promise.reject(new Error("broken"));
  await expect(withProgress("Building", work, { out })).rejects.toThrow("broken");
  expect(out.written.at(-1)).toMatch(/^Building: failed after/);
});
