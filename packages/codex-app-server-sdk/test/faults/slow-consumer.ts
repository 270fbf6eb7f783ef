import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { Codex, type CodexOptions } from "../../src/index.js";
import { heldBytes } from "../support/collect-garbage.js";

export interface SlowReading {
  /** How many notifications the slow reader got. */
  read: number;
  coalesced: number;
  /** The most memory that was in use while the deltas arrived, in bytes. */
  held: number;
}

/**
 * Runs a turn of many deltas. One notification is read while they all arrive, then one per second
 * for a while, then the rest. No character may be lost.
 */
export async function readSlowly(
  deltas: number,
  limits: NonNullable<CodexOptions["limits"]>,
): Promise<SlowReading> {
  const codex = new Codex({
    codexPath: fileURLToPath(new URL("./fixtures/chatty-server.mjs", import.meta.url)),
    launchArgs: [String(deltas)],
    validate: "off",
    limits,
  });
  try {
    const thread = await codex.threadStart();
    const before = heldBytes();
    const turn = await thread.turn("Go");
    const stream = turn.stream()[Symbol.asyncIterator]();
    const texts: string[] = [];
    let read = 0;
    const readOne = async (): Promise<boolean> => {
      const { done, value } = await stream.next();
      if (done) return false;
      read += 1;
      if (value.method === "item/agentMessage/delta") texts.push(value.params.delta);
      return true;
    };
    await readOne();
    const { finalResponse } = await turn.result();
    const held = heldBytes() - before;
    for (let seconds = 0; seconds < 3; seconds += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await readOne();
    }
    while (await readOne());

    const whole = Array.from({ length: deltas }, (_, n) => `${n}, `).join("");
    expect(texts.join("") === whole).toBe(true);
    expect(finalResponse === whole).toBe(true);
    return { read, coalesced: turn.coalesced, held };
  } finally {
    await codex.close();
  }
}
