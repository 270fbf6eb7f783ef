import * as fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { JsonLines } from "./json-lines.js";

interface Framed {
  lines: string[];
  tooLong: number;
}

/** Splits the chunks into lines, then ends the stream. */
function frame(chunks: readonly Buffer[], maxLineBytes = 0): Framed {
  const framed: Framed = { lines: [], tooLong: 0 };
  const lines = new JsonLines({
    maxLineBytes,
    line: (text) => framed.lines.push(text),
    tooLong: () => {
      framed.tooLong += 1;
    },
  });
  for (const chunk of chunks) lines.write(chunk);
  lines.end();
  return framed;
}

/** Cuts the bytes into chunks of these lengths, which are used again and again. */
function cut(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let start = 0;
  for (let i = 0; start < bytes.length; i += 1) {
    const length = lengths[i % lengths.length] ?? 1;
    chunks.push(bytes.subarray(start, start + length));
    start += length;
  }
  return chunks;
}

const chunkLengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });
const line = fc.json({ stringUnit: "binary" });
const lines = fc.array(fc.json({ stringUnit: "grapheme" }), { maxLength: 20 });

afterEach(() => {
  vi.restoreAllMocks();
});

describe("any chunking", () => {
  test("gives the same lines", () => {
    fc.assert(
      fc.property(lines, chunkLengths, (texts, lengths) => {
        const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(""));
        expect(frame(cut(bytes, lengths)).lines).toEqual(texts);
      }),
      { numRuns: 500 },
    );
  });

  test("keeps every UTF-8 character whole, cut at every byte", () => {
    fc.assert(
      fc.property(line, (text) => {
        const bytes = Buffer.from(`${text}\n`);
        expect(frame(cut(bytes, [1])).lines).toEqual([bytes.subarray(0, -1).toString()]);
      }),
      { numRuns: 500 },
    );
  });

  test("costs work linear in the length of a line", () => {
    const size = 200_000;
    let work = 0;
    const indexOf = String.prototype.indexOf;
    vi.spyOn(String.prototype, "indexOf").mockImplementation(function (
      this: string,
      searched: string,
      from = 0,
    ) {
      work += this.length - from;
      return indexOf.call(this, searched, from);
    });
    const join = Array.prototype.join;
    vi.spyOn(Array.prototype, "join").mockImplementation(function (
      this: unknown[],
      separator?: string,
    ) {
      const joined = join.call(this, separator);
      work += joined.length;
      return joined;
    });

    const framed = frame(cut(Buffer.from(`"${"a".repeat(size)}"\n`), [10]));

    vi.restoreAllMocks();
    expect(framed.lines).toHaveLength(1);
    expect(work).toBeGreaterThan(size);
    expect(work).toBeLessThan(size * 3);
  });
});

describe("what ends a line", () => {
  test("is the line feed alone: U+2028, U+2029 and NEL are content", () => {
    const text = JSON.stringify("a\u2028b\u2029c\u0085d");

    expect(frame([Buffer.from(`${text}\n`)]).lines).toEqual([text]);
  });

  test("may follow a carriage return, which JSON ignores", () => {
    const { lines } = frame([Buffer.from('{"a":1}\r\n{"b":2}\r\n')]);

    expect(lines.map((text) => JSON.parse(text))).toEqual([{ a: 1 }, { b: 2 }]);
  });

  test("with nothing before it is left out", () => {
    expect(frame([Buffer.from("\n\r\n1\n\n")]).lines).toEqual(["1"]);
  });

  test("is also the end of the stream", () => {
    expect(frame([Buffer.from("1\n2")]).lines).toEqual(["1", "2"]);
  });

  test("may come in a chunk of its own", () => {
    expect(frame(["ab", "\n", "cd", "\n"].map((text) => Buffer.from(text))).lines).toEqual([
      "ab",
      "cd",
    ]);
  });
});

describe("bytes that are not UTF-8", () => {
  test("become U+FFFD and cost no neighbouring line", () => {
    const bytes = Buffer.concat([
      Buffer.from("1\n"),
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      Buffer.from("2\n"),
    ]);

    expect(frame([bytes]).lines).toEqual(["1", '"\ufffd"', "2"]);
  });

  test("at the end of the stream are reported as U+FFFD", () => {
    expect(frame([Buffer.from([0x31, 0xe2, 0x82])]).lines).toEqual(["1\ufffd"]);
  });
});

describe("the limit", () => {
  test("counts bytes, not characters, at any chunking", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), chunkLengths, (text, lengths) => {
        const kept = text.replaceAll(/[\n\r]/g, "x");
        const size = Buffer.byteLength(kept);
        const chunks = cut(Buffer.from(`${kept}\n`), lengths);
        expect(frame(chunks, size)).toEqual({ lines: [kept], tooLong: 0 });
        if (size > 1) expect(frame(chunks, size - 1)).toEqual({ lines: [], tooLong: 1 });
      }),
      { numRuns: 500 },
    );
  });

  test("reports the lines before it, then itself once, then nothing more", () => {
    const chunks = [
      Buffer.from("1\n"),
      Buffer.from("12345"),
      Buffer.from("6789"),
      Buffer.from("\n2\n"),
    ];

    expect(frame(chunks, 6)).toEqual({ lines: ["1"], tooLong: 1 });
  });

  test("is known before the line is complete, so that it bounds memory", () => {
    let tooLong = false;
    const lines = new JsonLines({
      maxLineBytes: 10,
      line: () => {},
      tooLong: () => {
        tooLong = true;
      },
    });

    lines.write(Buffer.from("12345678901"));

    expect(tooLong).toBe(true);
  });

  test("lets 64 MB through when it is higher, in the pieces of a pipe", () => {
    const text = `"${"x".repeat(64 * 1024 * 1024)}"`;

    const { lines, tooLong } = frame(cut(Buffer.from(`${text}\n`), [65_536]), 128 * 1024 * 1024);

    expect(tooLong).toBe(0);
    expect(lines[0] === text).toBe(true);
  });
});
