import { appendFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { CodexHome } from "./codex-home.js";
import { readPiece, type SentFile } from "./read-piece.js";

const path = "sessions/rollout-one.jsonl";

async function homeWith(text: string): Promise<{ home: CodexHome; file: string }> {
  const folder = await mkdtemp(join(tmpdir(), "read-piece-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, "sessions"));
  const file = join(folder, path);
  await writeFile(file, text);
  return { home: await CodexHome.at(folder), file };
}

async function read(home: CodexHome, sent: SentFile, max = 1_000): Promise<string> {
  return Buffer.from(await readPiece("a-thread", sent, { home, max })).toString();
}

test("half a line is left until it is whole", async () => {
  const { home, file } = await homeWith("one\ntw");
  const sent = { path, limit: undefined, sent: 0 };
  expect(await read(home, sent)).toBe("one\n");
  sent.sent = 4;
  expect(await read(home, sent)).toBe("");
  await appendFile(file, "o\n");
  expect(await read(home, sent)).toBe("two\n");
});

test("a long file comes in pieces, which need not end with a line", async () => {
  const { home } = await homeWith("one\ntwo\n");
  const sent = { path, limit: undefined, sent: 0 };
  expect(await read(home, sent, 5)).toBe("one\nt");
  sent.sent = 5;
  expect(await read(home, sent, 5)).toBe("wo\n");
  expect(await read(home, sent, 0)).toBe("");
});

test("a file that others go on from comes as far as they do", async () => {
  const { home } = await homeWith("one\ntwo\nthree\n");
  const sent = { path, limit: 8, sent: 0 };
  expect(await read(home, sent)).toBe("one\ntwo\n");
  sent.sent = 8;
  expect(await read(home, sent)).toBe("");
});

test("a file that is shorter than what was sent of it comes anew", async () => {
  const { home } = await homeWith("new\n");
  const sent = { path, limit: undefined, sent: 10 };
  expect(await read(home, sent)).toBe("new\n");
  expect(sent.sent).toBe(0);
});
