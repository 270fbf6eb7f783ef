import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { OptionsError } from "../errors/index.js";
import { resolveInputs } from "./resolve-inputs.js";

async function folderWithFile(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "codex-inputs-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, name), "");
  return folder;
}

describe("a file in an input", () => {
  test.each(["localImage", "localAudio"] as const)(
    "is found beside cwd when the path of a %s is relative",
    async (type) => {
      const cwd = await folderWithFile("file.bin");

      expect(await resolveInputs({ type, path: "file.bin" }, cwd)).toEqual([
        { type, path: join(cwd, "file.bin") },
      ]);
    },
  );

  test("keeps an absolute path and all other fields", async () => {
    const cwd = await folderWithFile("file.png");
    const entry = {
      type: "localImage",
      path: join(cwd, "file.png"),
      detail: "high",
    } as const;

    expect(await resolveInputs([entry, { type: "image", url: "u" }], "/elsewhere")).toEqual([
      entry,
      { type: "image", url: "u" },
    ]);
  });

  test("that is not there is refused with its full path", async () => {
    const cwd = await folderWithFile("file.png");

    const error = await resolveInputs({ type: "localImage", path: "other.png" }, cwd).catch(
      (reason: unknown) => reason,
    );

    expect(error).toBeInstanceOf(OptionsError);
    expect((error as Error).message).toContain(join(cwd, "other.png"));
    expect((error as Error).cause).toMatchObject({ code: "ENOENT" });
  });
});

test("inputs without files are only converted to the protocol's form", async () => {
  expect(await resolveInputs("Hello", "/nowhere")).toEqual([{ type: "text", text: "Hello" }]);
  await expect(resolveInputs([], "/nowhere")).rejects.toBeInstanceOf(OptionsError);
});
