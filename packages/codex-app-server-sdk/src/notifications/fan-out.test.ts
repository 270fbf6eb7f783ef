import { describe, expect, test } from "vitest";
import { BufferOverflowError } from "../errors/index.js";
import { FanOut, type ReadFrom } from "./fan-out.js";

function create(limits = { maxBufferedNotifications: 0, maxBufferedBytes: 0 }): FanOut<string> {
  return new FanOut(limits, (first, second) => ({
    value: first.value + second.value,
    size: first.size + second.size,
  }));
}

async function read(values: AsyncIterable<string>): Promise<string> {
  let all = "";
  for await (const value of values) all += value;
  return all;
}

/** Says "a" before a reader comes, and "b" after that. */
function readerBetween(fanOut: FanOut<string>, from?: ReadFrom): Promise<string> {
  fanOut.push("a", 1);
  const reader = fanOut.open(from);
  fanOut.push("b", 1);
  fanOut.close("orderly");
  return read(reader);
}

describe("where a reader begins", () => {
  test.each([
    [undefined, "ab"],
    ["start", "ab"],
    ["now", "b"],
  ] as const)("the first one, told %s, reads %j", async (from, expected) => {
    const fanOut = create();
    fanOut.keepForFirst();

    expect(await readerBetween(fanOut, from)).toBe(expected);
  });

  test.each([
    [undefined, "b"],
    ["now", "b"],
  ] as const)("a later one, told %s, reads %j", async (from, expected) => {
    const fanOut = create();
    fanOut.keepForFirst();
    fanOut.open();

    expect(await readerBetween(fanOut, from)).toBe(expected);
  });

  test("a later one can't begin with what another one has taken, and is told so", async () => {
    const fanOut = create();
    fanOut.keepForFirst();
    const first = fanOut.open();
    const late = readerBetween(fanOut, "start");

    await expect(late).rejects.toBeInstanceOf(BufferOverflowError);
    await expect(late).rejects.toThrow('events({ from: "start" })');
    expect(await read(first)).toBe("ab");
  });

  test("one who looks only at what follows leaves the beginning to the first", async () => {
    const fanOut = create();
    fanOut.keepForFirst();
    fanOut.push("a", 1);
    fanOut.open("now");
    const first = fanOut.open();
    fanOut.close("orderly");

    expect(await read(first)).toBe("a");
  });

  test("one who comes after the end gets what was kept, else nothing", async () => {
    const fanOut = create();
    fanOut.keepForFirst();
    fanOut.push("a", 1);
    fanOut.close("orderly");

    expect(await read(fanOut.open())).toBe("a");
    expect(await read(fanOut.open())).toBe("");
  });
});

test("every reader gets the reason of the end, and one of them leaving concerns no other", async () => {
  const fanOut = create();
  const [left, stays] = [fanOut.open(), fanOut.open()];
  await left.return();
  const reason = new Error("gone");

  fanOut.push("a", 1);
  fanOut.close({ error: reason });

  expect(await stays.next()).toEqual({ done: false, value: "a" });
  await expect(stays.next()).rejects.toBe(reason);
});

test("what was joined for slow readers is counted, also after they have left", async () => {
  const fanOut = create({ maxBufferedNotifications: 1, maxBufferedBytes: 0 });
  const reader = fanOut.open();
  fanOut.push("a", 1);
  fanOut.push("b", 1);

  expect(fanOut.joined).toBe(1);
  await reader.return();
  expect(fanOut.joined).toBe(1);
});
