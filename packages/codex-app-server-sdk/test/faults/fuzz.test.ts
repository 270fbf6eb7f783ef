import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { JsonLines } from "../../src/transport/json-lines.js";
import { fuzz } from "./fuzz.js";

test("10,000 mutated messages crash nothing and hang nothing", async () => {
  await fuzz(10_000, 1);
});

test("recorded traffic is the same at any chunking", () => {
  const file = new URL("../fixtures/recorded-traffic.jsonl.gz", import.meta.url);
  const bytes = gunzipSync(readFileSync(file));
  const whole = bytes.toString().split("\n").slice(0, -1);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1 }), (lengths) => {
      const lines: string[] = [];
      const framing = new JsonLines({
        maxLineBytes: 0,
        line: (text) => lines.push(text),
        tooLong() {},
      });
      for (let start = 0, i = 0; start < bytes.length; i += 1) {
        const end = start + (lengths[i % lengths.length] ?? 1);
        framing.write(bytes.subarray(start, end));
        start = end;
      }
      expect(lines).toEqual(whole);
    }),
    { numRuns: 20 },
  );
});
