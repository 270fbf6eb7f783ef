import { existsSync } from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { memoryThreadStore } from "../../src/store/index.js";
import { ask } from "./start-conversation.js";
import { type Machine, startMachines } from "./start-machines.js";

const threadId = "01a21847-baa5-7f00-b10a-ec8ffb1dfecd";
const name = `rollout-2026-01-31T12-00-00-${threadId}.jsonl`;

/** A machine whose store has a thread with files of these paths. */
async function startWithStored(...paths: string[]): Promise<Machine> {
  const store = memoryThreadStore();
  const token = { term: 1, writer: "evil" };
  const files = paths.map((path) => ({ path, offset: 0, bytes: Buffer.from("{}\n") }));
  await store.save(threadId, { token, sequence: 1, name: null, isArchived: false, files });
  const machines = await startMachines(store);
  return machines.start();
}

describe("a path that leaves the CODEX_HOME", () => {
  test.each([
    "../outside.jsonl",
    `sessions/../../${name}`,
    `/project/${name}`,
    `sessions\\${name}`,
    `C:/sessions/${name}`,
    `sessions/2026/01/31/${name}\0`,
    "config.toml",
    "auth.json",
    "",
  ])("is refused before anything is written: %j", async (path) => {
    const { codex } = await startWithStored(path);

    const refused = { code: "THREAD_STORE_FAILED", problem: "path" };
    await expect(codex.threadResume(threadId)).rejects.toMatchObject(refused);
    await expect(codex.threadFork(threadId)).rejects.toMatchObject(refused);
  });

  test("is refused before what lies beside it is written", async () => {
    const { codex, home } = await startWithStored(
      `sessions/2026/01/31/${name}`,
      "../outside.jsonl",
    );

    await expect(codex.threadResume(threadId)).rejects.toMatchObject({ problem: "path" });
    expect(existsSync(join(home.codexHome, "sessions/2026"))).toBe(false);
  });

  test.each(["sessions", "sessions/2026"])(
    "is refused when %s is a symbolic link",
    async (link) => {
      const { codex, home } = await startWithStored(`sessions/2026/01/31/${name}`);
      const outside = join(home.root, "outside");
      await mkdir(outside);
      await mkdir(dirname(join(home.codexHome, link)), { recursive: true });
      await symlink(outside, join(home.codexHome, link));

      await expect(codex.threadResume(threadId)).rejects.toMatchObject({ problem: "path" });
      expect(existsSync(join(outside, "2026"))).toBe(false);
      expect(existsSync(join(outside, "01"))).toBe(false);
    },
  );

  test("is not saved either", async () => {
    const { start, model } = await startMachines(memoryThreadStore());
    const { codex, home } = await start();
    const outside = join(home.root, "outside");
    await mkdir(outside);
    await symlink(outside, join(home.codexHome, "sessions"));
    const thread = await codex.threadStart();
    await ask(model, thread, "one");

    await expect(thread.saved()).rejects.toMatchObject({ problem: "path" });
  });
});
