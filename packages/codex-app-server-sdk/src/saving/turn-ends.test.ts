import { expect, test } from "vitest";
import { TurnEnds } from "./turn-ends.js";

const line = (type: string, turnId: string): string =>
  `${JSON.stringify({ type: "event_msg", payload: { type, turn_id: turnId } })}\n`;
const bytes = (...lines: string[]): Uint8Array => new TextEncoder().encode(lines.join(""));

test("a turn is missing until its end was read, whichever way it ended", () => {
  const ends = new TurnEnds();
  for (const turnId of ["a", "b", "c"]) ends.ended(turnId);
  ends.read(bytes(line("task_started", "a"), line("task_complete", "a"), line("other", "b")));
  expect(ends.missing).toBe("b");
  ends.read(bytes(line("turn_aborted", "c"), line("task_complete", "b")));
  expect(ends.missing).toBeUndefined();
});

test("an end may be read before it is told of", () => {
  const ends = new TurnEnds();
  ends.read(bytes(line("task_complete", "a"), line("task_complete", "b")));
  ends.ended("a");
  ends.ended("b");
  expect(ends.missing).toBeUndefined();
  ends.ended("b");
  expect(ends.missing).toBe("b");
});

test("a text that speaks of an end is none, and neither is half a line", () => {
  const ends = new TurnEnds();
  ends.ended("a");
  const speaking = JSON.stringify({
    payload: { type: "text", text: '"task_complete"', turn_id: "a" },
  });
  ends.read(bytes(`${speaking}\n`, line("task_complete", "a").slice(0, -4)));
  expect(ends.missing).toBe("a");
});

test("nothing is missing of a file that the thread has left", () => {
  const ends = new TurnEnds();
  ends.ended("a");
  ends.forget();
  expect(ends.missing).toBeUndefined();
});

test("of a long history only the last ends are remembered", () => {
  const ends = new TurnEnds();
  const turnIds = Array.from({ length: 100 }, (_, n) => `turn-${n}`);
  ends.read(bytes(...turnIds.map((turnId) => line("task_complete", turnId))));
  ends.ended("turn-99");
  expect(ends.missing).toBeUndefined();
  ends.ended("turn-0");
  expect(ends.missing).toBe("turn-0");
});
