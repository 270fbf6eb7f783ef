import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { collect } from "../../test/support/collect.js";
import { BufferOverflowError, OptionsError } from "../errors/index.js";
import { ProgramOutput } from "./program-output.js";

const bytes = fc.uint8Array({ maxLength: 20 });

function joined(chunks: readonly Uint8Array[]): number[] {
  return chunks.flatMap((chunk) => [...chunk]);
}

/** What a reader gets, and what it ends with. */
async function readAll(output: ProgramOutput): Promise<{ got: number[]; error: unknown }> {
  const chunks: Uint8Array[] = [];
  let error: unknown;
  try {
    for await (const chunk of output.read()) chunks.push(chunk);
  } catch (reason) {
    error = reason;
  }
  return { got: joined(chunks), error };
}

describe("the output of a program", () => {
  test("is read whole by a reader that keeps up, whatever is kept of it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(bytes), fc.integer({ min: 20, max: 60 }), async (parts, limit) => {
        const output = new ProgramOutput(limit);
        const reader = output.read();
        const got: number[] = [];
        for (const part of parts) {
          output.push(part);
          if (part.length === 0) continue;
          while (got.length < joined(parts.slice(0, parts.indexOf(part) + 1)).length) {
            const { value } = await reader.next();
            got.push(...(value ?? []));
          }
        }
        output.close("orderly");
        expect(await reader.next()).toEqual({ done: true, value: undefined });
        expect(got).toEqual(joined(parts));
        expect(output.isCut).toBe(got.length > limit);
      }),
    );
  });

  test("is read late as far as it is kept, then the reader is told that the rest is lost", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(bytes), fc.integer({ min: 1, max: 60 }), async (parts, limit) => {
        const output = new ProgramOutput(limit);
        for (const part of parts) output.push(part);
        output.close("orderly");

        const { got, error } = await readAll(output);

        const all = joined(parts);
        expect(got).toEqual(all.slice(0, limit));
        expect(error instanceof BufferOverflowError).toBe(all.length > limit);
      }),
    );
  });

  test("of a reader that falls behind by more than the limit ends with an error", async () => {
    const output = new ProgramOutput(4);
    const reader = output.read();
    for (let part = 0; part < 3; part += 1) output.push(Uint8Array.of(part, part, part));

    expect((await reader.next()).value).toEqual(Uint8Array.of(0, 0, 0, 1));
    await expect(reader.next()).rejects.toThrow(BufferOverflowError);
    expect(await reader.next()).toEqual({ done: true, value: undefined });
  });

  test("ends for its reader as it is told, after what is there", async () => {
    const output = new ProgramOutput(0);
    output.push(Uint8Array.of(1));
    output.close({ error: new Error("gone") });

    const { got, error } = await readAll(output);

    expect([got, error]).toEqual([[1], new Error("gone")]);
  });

  test("is not kept for a reader that has left", async () => {
    const output = new ProgramOutput(2);
    const reader = output.read();
    const waiting = reader.next();

    await reader.return();
    output.push(Uint8Array.of(1, 2, 3));

    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await reader.next()).toEqual({ done: true, value: undefined });
    expect(() => output.read()).toThrow(OptionsError);
  });

  test("can't be changed through the pieces that are read", async () => {
    const output = new ProgramOutput(0);
    output.push(Buffer.from("abc"));
    output.close("orderly");

    for (const chunk of await collect(output.read())) chunk.fill(0);

    expect(output.text).toBe("abc");
  });

  test("leaves out a character that its limit cuts, and none that a program cuts", () => {
    const euros = Buffer.from("€€");
    const [limited, whole] = [new ProgramOutput(5), new ProgramOutput(0)];
    limited.push(euros);
    whole.push(euros.subarray(0, 5));

    expect([limited.text, limited.isCut]).toEqual(["€", true]);
    expect([whole.text, whole.isCut]).toEqual(["€\uFFFD", false]);
  });
});
