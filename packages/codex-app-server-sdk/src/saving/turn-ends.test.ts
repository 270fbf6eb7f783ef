import { expect, test } from "vitest";
import type { FileAppend } from "../store/thread-store.js";
import { TurnEnds } from "./turn-ends.js";

const line = (type: string, turnId: string): string =>
  `${JSON.stringify({ type: "event_msg", payload: { type, turn_id: turnId } })}\n`;
const piece = (offset: number, ...lines: string[]): FileAppend => {
  const bytes = new TextEncoder().encode(lines.join(""));
  return { path: "rollout.jsonl", offset, bytes };
};

test("a turn is missing until its end was read, whichever way it ended", () => {
  const ends = new TurnEnds();
  for (const turnId of ["a", "b", "c"]) ends.ended(turnId);
  ends.read(piece(0, line("task_started", "a"), line("task_complete", "a"), line("other", "b")));
  expect(ends.missing).toBe("b");
  ends.read(piece(999, line("turn_aborted", "c"), line("task_complete", "b")));
  expect(ends.missing).toBeUndefined();
});

test("an end may be read before it is told of", () => {
  const ends = new TurnEnds();
  ends.read(piece(0, line("task_complete", "a"), line("task_complete", "b")));
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
  ends.read(piece(0, `${speaking}\n`, line("task_complete", "a").slice(0, -4)));
  expect(ends.missing).toBe("a");
});

test("an end is found wherever the pieces of its file are cut", () => {
  const text = line("task_started", "a") + line("task_complete", "ä") + line("other", "b");
  for (const cut of Array.from(text, (_, place) => place)) {
    const ends = new TurnEnds();
    ends.ended("ä");
    ends.read(piece(0, text.slice(0, cut)));
    ends.read({ path: "other.jsonl", offset: 0, bytes: new Uint8Array() });
    const first = new TextEncoder().encode(text.slice(0, cut)).length;
    ends.read(piece(first, text.slice(cut, cut + 1)));
    const second = new TextEncoder().encode(text.slice(0, cut + 1)).length;
    ends.read(piece(second, text.slice(cut + 1)));
    expect(ends.missing).toBeUndefined();
  }
});

test("what follows elsewhere does not go on with half a line", () => {
  const ends = new TurnEnds();
  ends.ended("a");
  const end = line("task_complete", "a");
  ends.read(piece(0, end.slice(0, 20)));
  ends.read(piece(90, end.slice(20)));
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
  ends.read(piece(0, ...turnIds.map((turnId) => line("task_complete", turnId))));
  ends.ended("turn-99");
  expect(ends.missing).toBeUndefined();
  ends.ended("turn-0");
  expect(ends.missing).toBe("turn-0");
});
