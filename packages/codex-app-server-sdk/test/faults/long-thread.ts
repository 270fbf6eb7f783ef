import { spawn } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { message, type TestHome } from "../../src/testing/index.js";
import { startCodex } from "../e2e/start-codex.js";

/** How the memory of a client has grown, in bytes, and what it has read. */
export interface ReadThread {
  /** By how much its peak was above what it had when the server was started. */
  grownBy: number;
  turns: number;
  items: number;
  found: number;
}

const messageLength = 10_000;
const messagesPerTurn = 100;

/** Makes a thread whose stored history has `megabytes`, and closes its client. */
export async function makeLongThread(
  megabytes: number,
): Promise<{ threadId: string; home: TestHome; turns: number; bytes: number }> {
  const { codex, model, home } = await startCodex();
  const thread = await codex.threadStart();
  const stored = (): Promise<number> => sizeOf(join(home.codexHome, "sessions"));
  let turns = 0;
  for (; turns === 0 || (await stored()) < megabytes * 1_000_000; turns += 1) {
    const text = `walrus ${turns} `.padEnd(messageLength, "lorem ipsum ");
    model.respond(...Array.from({ length: messagesPerTurn }, () => message(text)));
    await thread.run(`turn ${turns}`);
    // So that the model is not sent everything each time.
    model.respond(message("a summary"));
    await thread.compact();
  }
  await codex.close();
  return { threadId: thread.id, home, turns, bytes: await stored() };
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Resumes, lists and searches the thread in a process of its own, which does nothing else. */
export async function readLongThread(home: TestHome, threadId: string): Promise<ReadThread> {
  const file = fileURLToPath(new URL("./long-thread-reader.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), file], {
    cwd: home.cwd,
    env: { ...process.env, READ_THREAD: threadId, READ_OPTIONS: JSON.stringify(home.options) },
    stdio: ["ignore", "pipe", "inherit"],
    timeout: 120_000,
  });
  return (await json(child.stdout)) as ReadThread;
}
