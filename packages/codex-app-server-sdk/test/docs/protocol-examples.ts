import { expect } from "vitest";
import type { TestHome } from "../../src/testing/index.js";
import type { ScriptRun } from "./run-type-script.js";
import { setUp } from "./set-up.js";

/** Runs an example as a user does, and resolves with what it prints. */
type RunExample = (name: string, home: TestHome, run?: ScriptRun) => Promise<string>;

/** The examples of what the protocol has beside threads and turns, each with its test. */
export const protocolExamples: Record<string, (runExample: RunExample) => Promise<void>> = {
  "58-exec.ts": async (runExample) => {
    const { home } = await setUp();

    expect(await runExample("58-exec.ts", home)).toBe(
      "0 [ 'apple', 'pear' ]\ntick\nended with 137\n",
    );
  },
};
