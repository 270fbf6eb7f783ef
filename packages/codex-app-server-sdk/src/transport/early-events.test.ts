import { expect, test } from "vitest";
import { EarlyEvents } from "./early-events.js";

const end = { exitCode: 1, signal: null, stderrTail: "why" };

test("what came before anybody listened is handed over first, and the end last", () => {
  const events = new EarlyEvents();
  events.stdout(Buffer.from("a"));
  events.stdout(Buffer.from("b"));
  events.end(end);
  const heard: unknown[] = [];

  events.handTo({ stdout: (chunk) => heard.push(String(chunk)), end: (e) => heard.push(e) });

  expect(heard).toEqual(["a", "b", end]);
});

test("what comes after that is handed over at once", () => {
  const events = new EarlyEvents();
  const heard: unknown[] = [];
  events.handTo({ stdout: (chunk) => heard.push(String(chunk)), end: (e) => heard.push(e) });

  events.stdout(Buffer.from("a"));
  events.end(end);

  expect(heard).toEqual(["a", end]);
});
