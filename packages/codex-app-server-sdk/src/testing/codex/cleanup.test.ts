import { describe, expect, test } from "vitest";
import { Cleanup } from "./cleanup.js";

/** A cleanup of three steps, of which those with these numbers fail. */
function threeSteps(...failing: number[]): { cleanup: Cleanup; done: number[] } {
  const cleanup = new Cleanup();
  const done: number[] = [];
  for (const number of [1, 2, 3]) {
    cleanup.add(async () => {
      done.push(number);
      if (failing.includes(number)) throw new Error(`step ${number}`);
    });
  }
  return { cleanup, done };
}

describe("a cleanup", () => {
  test("undoes what was added last first, and each thing once", async () => {
    const { cleanup, done } = threeSteps();

    await Promise.all([cleanup.run(), cleanup.run()]);

    expect(done).toEqual([3, 2, 1]);
  });

  test("goes on after a step that failed, and rejects with its error", async () => {
    const { cleanup, done } = threeSteps(2);

    await expect(cleanup.run()).rejects.toThrow("step 2");

    expect(done).toEqual([3, 2, 1]);
  });

  test("rejects with all errors when several steps failed", async () => {
    const { cleanup } = threeSteps(1, 3);

    await expect(cleanup.run()).rejects.toMatchObject({
      errors: [new Error("step 3"), new Error("step 1")],
    });
  });

  test("goes on after a step that throws at once", async () => {
    const { cleanup, done } = threeSteps();
    cleanup.add(() => {
      throw new Error("at once");
    });

    await expect(cleanup.run()).rejects.toThrow("at once");

    expect(done).toEqual([3, 2, 1]);
  });
});
