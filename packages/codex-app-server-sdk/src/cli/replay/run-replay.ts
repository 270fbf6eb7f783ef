import { once } from "node:events";
import { resolve } from "node:path";
import { throwIfAborted } from "../../async/throw-if-aborted.js";
import { exitCodes } from "../commands/cli-error.js";
import type { CommandContext } from "../commands/command-context.js";
import type { Block } from "./block.js";
import { Conversation } from "./conversation.js";
import { formatBlock, formatThread, type Look } from "./format-block.js";
import { readRecord } from "./read-record.js";

/** Prints a record as a conversation. Resolves with the exit code. */
export async function runReplay(file: string, context: CommandContext): Promise<number> {
  const { cwd, signal, stdout } = context;
  const format = formatter(lookOf(context));
  for await (const block of blocksOf(resolve(cwd, file))) {
    throwIfAborted(signal);
    // Rejects when nobody reads any more: the signal has aborted then.
    if (!stdout.write(format(block))) await once(stdout, "drain", { signal });
  }
  return exitCodes.ok;
}

/** Rejects as `readRecord` does, after all that there was until then. */
async function* blocksOf(path: string): AsyncGenerator<Block> {
  const conversation = new Conversation();
  let failure: unknown;
  try {
    for await (const entry of readRecord(path)) yield* conversation.add(entry);
  } catch (error) {
    failure = error;
  }
  yield* conversation.end();
  if (failure !== undefined) throw failure;
}

function lookOf({ stdout, env }: CommandContext): Look {
  const isTerminal = stdout.isTTY === true;
  const isColored = isTerminal && !env.NO_COLOR && env.TERM !== "dumb";
  return { isColored, columns: isTerminal ? stdout.columns : undefined };
}

/** Says whose words follow whenever that changes. */
function formatter(look: Look): (block: Block) => string {
  let last: string | undefined;
  return (block) => {
    const gap = last === undefined ? "" : "\n";
    const heading = block.threadId === last ? "" : `${formatThread(block.threadId, look)}\n`;
    last = block.threadId;
    return `${gap}${heading}${formatBlock(block, look)}`;
  };
}
