import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ConfigConflictError, InvalidRequestError } from "../../src/index.js";
import { startCodex } from "./start-codex.js";

const setting = { keyPath: "model_verbosity", value: "low", mergeStrategy: "replace" } as const;

test("a setting that is written is in effect and in the user's file", async () => {
  const { codex, home } = await startCodex();
  expect((await codex.config.read()).config.model_verbosity).toBeNull();

  const { status } = await codex.config.write(setting);

  expect(status).toBe("ok");
  expect((await codex.config.read()).config.model_verbosity).toBe("low");
  const file = await readFile(join(home.codexHome, "config.toml"), "utf8");
  expect(file).toContain('model_verbosity = "low"');
});

test("a write that expects another version is a ConfigConflictError and writes nothing", async () => {
  const { codex } = await startCodex();
  const { version } = await codex.config.write(setting);
  const edits = [{ ...setting, value: "high" }];
  const { version: next } = await codex.config.writeAll({ edits, expectedVersion: version });
  const late = { ...setting, value: "medium", expectedVersion: version };

  const errors = await Promise.all([
    codex.config.write(late).catch((reason: unknown) => reason),
    codex.config
      .writeAll({ edits: [late], expectedVersion: version })
      .catch((reason: unknown) => reason),
    codex.request("config/value/write", late).catch((reason: unknown) => reason),
  ]);

  for (const error of errors) {
    expect(error).toBeInstanceOf(ConfigConflictError);
    expect(error).toBeInstanceOf(InvalidRequestError);
  }
  expect((await codex.config.read()).config.model_verbosity).toBe("high");
  await codex.config.write({ ...late, expectedVersion: next });
  expect((await codex.config.read()).config.model_verbosity).toBe("medium");
});

test("all of several settings are written, or none", async () => {
  const { codex } = await startCodex();
  const wrong = { ...setting, keyPath: "model_reasoning_summary", value: 5 };

  const error = await codex.config
    .writeAll({ edits: [setting, wrong] })
    .catch((reason: unknown) => reason);

  expect(error).toMatchObject({ code: "INVALID_REQUEST" });
  expect((await codex.config.read()).config.model_verbosity).toBeNull();
});
