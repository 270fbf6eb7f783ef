import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Codex } from "../../codex/codex.js";
import { codexConfig } from "./codex-config.js";
import { createTestHome } from "./test-home.js";

const responses = { baseUrl: "http://127.0.0.1:1/v1" };

describe("createTestHome", () => {
  it("makes a CODEX_HOME with the configuration, an empty HOME and an empty work folder", async () => {
    await using home = await createTestHome({ responses, config: 'approval_policy = "never"' });
    expect(await readdir(home.home)).toEqual([]);
    expect(await readdir(home.cwd)).toEqual([]);
    expect(await readFile(join(home.codexHome, "config.toml"), "utf8")).toBe(
      codexConfig(responses, { extra: 'approval_policy = "never"' }),
    );
    expect(home.env).toMatchObject({ CODEX_HOME: home.codexHome, HOME: home.home });
    expect(home.env.PATH).toBe(process.env.PATH);
  });

  it("passes on nothing of the user's own environment", async () => {
    process.env.OPENAI_API_KEY = "sk-users-own";
    try {
      await using home = await createTestHome();
      expect(JSON.stringify(home.env)).not.toContain("sk-users-own");
    } finally {
      delete process.env.OPENAI_API_KEY;
    }
  });

  it("sends everything that is not loopback to a port where nobody listens", async () => {
    await using home = await createTestHome();
    expect(home.env).toMatchObject({
      HTTP_PROXY: "http://127.0.0.1:9",
      HTTPS_PROXY: "http://127.0.0.1:9",
      NO_PROXY: expect.stringContaining("127.0.0.1"),
    });
  });

  it("has the options of a Codex that lives in it, in a form that JSON can hold", async () => {
    await using home = await createTestHome();
    expect(home.options).toEqual({
      codexHome: home.codexHome,
      cwd: home.cwd,
      env: home.env,
      inheritEnv: false,
    });
    expect(JSON.parse(JSON.stringify(home.options))).toEqual(home.options);
    expect(() => new Codex(home.options)).not.toThrow();
  });

  it("removes everything, and may be disposed twice", async () => {
    const home = await createTestHome();
    await writeFile(join(home.cwd, "file"), "x");
    await home.dispose();
    await home.dispose();
    expect(existsSync(home.root)).toBe(false);
  });
});

describe("codexConfig", () => {
  it("puts further top-level keys before the first table", () => {
    const text = codexConfig(responses, { extra: 'approval_policy = "never"', model: "m" });
    expect(text).toMatch(
      /^model = "m"\nmodel_provider = "mock"\napproval_policy = "never"\n\[model_providers\.mock\]\n/,
    );
    expect(text).toContain('base_url = "http://127.0.0.1:1/v1"');
  });
});
