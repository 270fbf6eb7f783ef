import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { codexPath, diagnose, fakeCodex, healthyHome } from "./diagnose.js";

describe("on a healthy set-up", () => {
  test("every check is ok, in the order in which they build on each other", async () => {
    const { exitCode, ok, text, wrong } = await diagnose(await healthyHome());

    expect([exitCode, ok, wrong]).toEqual([0, true, []]);
    expect(JSON.parse(text).checks.map(({ name }: { name: string }) => name)).toEqual([
      "platform",
      "package-manager",
      "binary",
      "verified",
      "codex-home",
      "executable",
      "version",
      "config",
      "handshake",
      "login",
      "sandbox",
      "turn",
    ]);
  });

  test("it says what there is", async () => {
    const { line } = await diagnose(await healthyHome());

    expect(line("package-manager").message).toContain("pnpm");
    expect(line("binary").message).toBe(`${codexPath} (the pinned package)`);
    expect(line("login").message).toBe("with an API key");
  });

  test("leaves no folder behind, and no file in CODEX_HOME but those of any start", async () => {
    const home = await healthyHome();
    const temporary = home.env.TMPDIR ?? "";
    vi.stubEnv("TMPDIR", temporary);
    onTestFinished(() => void vi.unstubAllEnvs());

    await diagnose(home);

    expect(await readdir(temporary)).toEqual([]);
    expect(await readdir(join(home.codexHome))).not.toContain("sessions");
    expect((await readdir(home.codexHome)).filter((name) => name.startsWith(".doctor"))).toEqual(
      [],
    );
  });
});

test("no secret is shown, whatever a program that takes the place of Codex writes", async () => {
  const secrets = { MY_TOKEN: "marker-of-env", OPENAI_API_KEY: "sk-marker-of-key" };
  const home = await healthyHome(`[mcp_servers.x]\ncommand = 3\nbearer = "marker-of-config"\n`);
  const everything = 'env; cat "$CODEX_HOME/auth.json"; cat "$CODEX_HOME/config.toml"';
  const spill = `(${everything}) >&2; [ "$1" = --version ] && echo codex-cli 0.169.0 && exit 0`;
  for (const end of [
    "exit 1",
    'echo "Error loading configuration: $MY_TOKEN \\"marker-of-config\\""; exit 1',
  ]) {
    const path = await fakeCodex(`${spill}\n(${end}) >&2; exit 1`);

    const { text, wrong } = await diagnose(home, { ...secrets, CODEX_PATH: path });

    expect(wrong).not.toEqual([]);
    expect(text).not.toMatch(/marker-of|stored-key/);
  }
});
