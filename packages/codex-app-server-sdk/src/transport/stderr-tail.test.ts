import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { StderrTail } from "./stderr-tail.js";

/** More than a pipe gives at once: there is more to come. */
const fullChunk = 65_536;

describe("the end of stderr", () => {
  test("is what fits of it, however it came", () => {
    const tail = new StderrTail(20);
    for (const text of ["TOKEN=", "abcdefgh\nsec", "ond\n", "third", "\n"]) tail.append(text);

    expect(tail.read().stderrTail).toBe("…\nsecond\nthird");
  });

  test("is empty when there was nothing", () => {
    expect(new StderrTail(10).read()).toEqual({ stderrTail: "", lastWords: "" });
  });
});

describe("the last words", () => {
  test("are what came after the last output of the server", async () => {
    const tail = new StderrTail(1_000);
    tail.append("noise\n");
    await setImmediate();
    tail.heard(10);
    tail.append("the reason\n");

    expect(tail.read()).toEqual({ stderrTail: "noise\nthe reason", lastWords: "the reason" });
  });

  test("are nothing when nothing came after it", async () => {
    const tail = new StderrTail(1_000);
    tail.append("noise\n");
    await setImmediate();
    tail.heard(10);

    expect(tail.read()).toEqual({ stderrTail: "noise", lastWords: "" });
  });

  test("are everything when there was no output", () => {
    const tail = new StderrTail(1_000);
    tail.append("a\nb\n");

    expect(tail.read().lastWords).toBe("a\nb");
  });

  test("include what was read at the same time: two pipes have no order", async () => {
    const tail = new StderrTail(1_000);
    tail.append("noise\n");
    await setImmediate();
    tail.append("the reason\n");
    tail.heard(10);

    expect(tail.read().lastWords).toBe("the reason");
  });

  test("include what came while older output was still being read", async () => {
    const tail = new StderrTail(1_000);
    tail.append("noise\n");
    await setImmediate();
    tail.heard(fullChunk);
    tail.append("the reason\n");
    await setImmediate();
    tail.heard(fullChunk);
    await setImmediate();
    tail.heard(10);
    expect(tail.read().lastWords).toBe("the reason");

    await setImmediate();
    tail.heard(10);
    expect(tail.read().lastWords).toBe("");
  });

  test("begin with a whole line", async () => {
    const tail = new StderrTail(1_000);
    tail.append("noise\nthe re");
    await setImmediate();
    tail.heard(10);
    tail.append("ason\n");

    expect(tail.read().lastWords).toBe("the reason");
  });

  test("are bounded like the rest", async () => {
    const tail = new StderrTail(20);
    tail.append("noise\n");
    await setImmediate();
    tail.heard(10);
    for (let line = 10; line < 100; line += 1) tail.append(`line ${line}\n`);

    expect(tail.read()).toEqual({
      stderrTail: "…\nline 98\nline 99",
      lastWords: "…\nline 98\nline 99",
    });
  });
});
