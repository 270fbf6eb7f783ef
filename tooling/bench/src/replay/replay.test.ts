import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { writeBigMessage, writeReplay } from "./make-replay.js";
import { type ReplayClientName, replayClients } from "./replay-clients.js";
import { replayServerPath } from "./replay-server-path.js";

const names = Object.keys(replayClients) as ReplayClientName[];

// The server is a script with a shebang.
describe.runIf(process.platform !== "win32")("every client", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "bench-replay-"));
    return () => rm(folder, { recursive: true, force: true });
  });

  async function readWith(name: ReplayClientName, file: string): Promise<number> {
    const env = { PATH: process.env.PATH ?? "", HOME: folder, CODEX_HOME: folder };
    const server = { command: replayServerPath, env: { ...env, REPLAY_FILE: file } };
    const { replay, close } = await replayClients[name](server);
    onTestFinished(close);
    return replay();
  }

  test.each(names)("reads every recorded notification: %s", async (name) => {
    const file = join(folder, "mixed.jsonl");
    await writeReplay(file, 1_000);

    expect(await readWith(name, file)).toBe(1_000);
  });

  test.each(names)("reads a big message: %s", async (name) => {
    const file = join(folder, "big.jsonl");
    await writeBigMessage(file, 1_000_000);

    expect((await stat(file)).size).toBeGreaterThan(1_000_000);
    expect(await readWith(name, file)).toBe(2);
  });
});
