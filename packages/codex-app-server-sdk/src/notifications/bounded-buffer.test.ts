import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BoundedBuffer, type BoundedBufferOptions } from "./bounded-buffer.js";

/** Pieces with the same `item` can be joined, like the deltas of one item. */
interface Piece {
  item: string;
  text: string;
}

const options: BoundedBufferOptions<Piece> = {
  maxItems: 4,
  maxBytes: 20,
  join: (first, second) =>
    first.value.item === second.value.item
      ? {
          value: { item: first.value.item, text: first.value.text + second.value.text },
          size: first.size + second.size,
        }
      : undefined,
};

const pieces = fc.array(
  fc.record({ item: fc.constantFrom("a", "b", "c"), text: fc.string({ maxLength: 6 }) }),
  { maxLength: 60 },
);

/** The joined text of each run of neighbours with the same item. */
function runs(values: readonly Piece[]): Piece[] {
  const whole: Piece[] = [];
  for (const { item, text } of values) {
    const last = whole.at(-1);
    if (last?.item === item) {
      last.text += text;
    } else {
      whole.push({ item, text });
    }
  }
  return whole;
}

function read(buffer: BoundedBuffer<Piece>): Piece[] {
  const values: Piece[] = [];
  for (let entry = buffer.shift(); entry; entry = buffer.shift()) values.push(entry.value);
  return values;
}

describe("a bounded buffer", () => {
  test("loses no character and no order as long as it takes everything, and stays in its bound", () => {
    fc.assert(
      fc.property(pieces, fc.array(fc.nat({ max: 3 })), (values, reads) => {
        const buffer = new BoundedBuffer(options);
        const out: Piece[] = [];
        const taken: Piece[] = [];
        let taking = true;
        values.forEach((value, index) => {
          if (!taking) return;
          taking = buffer.add({ value, size: value.text.length });
          if (taking) taken.push(value);
          for (let n = reads[index % Math.max(reads.length, 1)] ?? 0; n > 0; n -= 1) {
            const entry = buffer.shift();
            if (entry) out.push(entry.value);
          }
        });
        const waiting = read(buffer);
        expect(waiting.length).toBeLessThanOrEqual(options.maxItems);
        expect(waiting.map(({ text }) => text).join("").length).toBeLessThanOrEqual(20);
        expect(runs([...out, ...waiting])).toEqual(runs(taken));
        expect(out.length + waiting.length + buffer.joined).toBe(taken.length);
      }),
      { numRuns: 2_000 },
    );
  });

  test("joins nothing while there is room", () => {
    const buffer = new BoundedBuffer(options);
    for (const text of ["1", "2", "3", "4"]) buffer.add({ value: { item: "a", text }, size: 1 });

    expect(buffer.joined).toBe(0);
    expect(read(buffer)).toHaveLength(4);
  });

  test("refuses a value only when there is no room even after joining all neighbours", () => {
    const buffer = new BoundedBuffer(options);
    for (const item of ["a", "a", "b", "b"]) {
      expect(buffer.add({ value: { item, text: "x" }, size: 1 })).toBe(true);
    }
    expect(buffer.add({ value: { item: "c", text: "x" }, size: 1 })).toBe(true);
    expect(buffer.add({ value: { item: "d", text: "x" }, size: 1 })).toBe(true);
    expect(buffer.add({ value: { item: "e", text: "x" }, size: 1 })).toBe(false);
    expect(read(buffer).map(({ item, text }) => item + text)).toEqual(["axx", "bxx", "cx", "dx"]);
  });

  test("refuses what is too big for it, and keeps what it has", () => {
    const buffer = new BoundedBuffer(options);
    buffer.add({ value: { item: "a", text: "x" }, size: 1 });

    expect(buffer.add({ value: { item: "a", text: "y" }, size: 20 })).toBe(false);
    expect(read(buffer)).toHaveLength(1);
  });

  test("without limits takes everything as it comes", () => {
    const buffer = new BoundedBuffer({ ...options, maxItems: 0, maxBytes: 0 });
    for (let i = 0; i < 10_000; i += 1) buffer.add({ value: { item: "a", text: "x" }, size: 1e9 });

    expect(read(buffer)).toHaveLength(10_000);
  });
});
