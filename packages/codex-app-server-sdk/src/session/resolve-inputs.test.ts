import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as wire from "codex-app-server-sdk/protocol";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { OptionsError } from "../errors/index.js";
import { ScriptedTransport } from "../testing/index.js";
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

      expect(await resolveInputs([{ type, path: "file.bin" }], { cwd })).toEqual([
        { type, path: join(cwd, "file.bin") },
      ]);
    },
  );

  test("keeps an absolute path and everything else that is said of it", async () => {
    const cwd = await folderWithFile("file.png");
    const entry = {
      type: "localImage",
      path: join(cwd, "file.png"),
      detail: "high",
    } as const;

    expect(
      await resolveInputs([entry, { type: "image", url: "u" }], { cwd: "/elsewhere" }),
    ).toEqual([entry, { type: "image", url: "u" }]);
  });

  test("that is not there is refused with its full path", async () => {
    const cwd = await folderWithFile("file.png");

    const resolved = resolveInputs([{ type: "localImage", path: "other.png" }], { cwd });
    const error = await Promise.resolve(resolved).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(OptionsError);
    expect((error as Error).message).toContain(join(cwd, "other.png"));
    expect((error as Error).cause).toMatchObject({ code: "ENOENT" });
  });
});

describe("the path of", () => {
  test.each(["skill", "mention"] as const)("a %s is found beside cwd, too", async (type) => {
    const input = { type, name: "x", path: "sub/SKILL.md" };

    expect(await resolveInputs([input], { cwd: "/project" })).toEqual([
      { ...input, path: join("/project", "sub/SKILL.md") },
    ]);
  });

  test("a mention may be an address", async () => {
    const input = { type: "mention", name: "x", path: "app://connector" } as const;

    expect(await resolveInputs([input], { cwd: "/project" })).toEqual([input]);
  });

  test("a file for a server that may be elsewhere stays as it is", async () => {
    const input = { type: "localImage", path: "there.png" } as const;
    const transport = new ScriptedTransport();

    expect(await resolveInputs([input], { cwd: undefined, transport })).toEqual([input]);
  });
});

describe("where the working folder is gone", () => {
  beforeEach(() => {
    const cwd = vi.spyOn(process, "cwd").mockImplementation(() => {
      throw new Error("ENOENT: uv_cwd");
    });
    onTestFinished(() => cwd.mockRestore());
  });

  test("inputs without files don't need it", () => {
    const inputs: wire.UserInput[] = [{ type: "text", text: "Hello" }];

    expect(resolveInputs(inputs, { cwd: undefined })).toBe(inputs);
  });

  test("absolute paths don't need it", async () => {
    const inputs: wire.UserInput[] = [{ type: "skill", name: "x", path: "/project/SKILL.md" }];

    expect(await resolveInputs(inputs, { cwd: undefined })).toEqual(inputs);
  });

  test("a relative path is refused with its name", async () => {
    const inputs: wire.UserInput[] = [{ type: "skill", name: "x", path: "SKILL.md" }];

    const resolved = Promise.resolve(resolveInputs(inputs, { cwd: undefined }));

    await expect(resolved).rejects.toBeInstanceOf(OptionsError);
    await expect(resolved).rejects.toThrow('The path of the skill input is "SKILL.md"');
  });
});
