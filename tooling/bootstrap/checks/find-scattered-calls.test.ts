import { describe, expect, test } from "vitest";
import { findScatteredCalls } from "./find-scattered-calls.js";

const find = (text: string, path = "src/rpc/a.ts"): string[] => findScatteredCalls({ path, text });

describe("only one file", () => {
  test.each([
    ["sets timers", "const timer = setTimeout(run, 5);", "setTimeout"],
    ["sets timers, whoever's name they have", "globalThis.setInterval(run, 5);", "setInterval"],
    ["lets timers go", "startTimer(run, 5).unref();", "unref"],
    ["lets timers go that may be numbers", "timer.unref?.();", "unref"],
    ["asks signals to throw", "signal?.throwIfAborted();", "throwIfAborted"],
  ])("%s", (_, text, name) => {
    expect(find(text)).toEqual([expect.stringContaining(`src/rpc/a.ts uses ${name}`)]);
  });

  test("may do so itself", () => {
    expect(find("return setTimeout(run, ms);", "src/async/start-timer.ts")).toEqual([]);
    expect(find("timer.unref?.();", "src/async/unref.ts")).toEqual([]);
  });

  test("is used by the others", () => {
    expect(find("unref(startTimer(run, 5)); throwIfAborted(signal); clearTimeout(t);")).toEqual([]);
  });
});
