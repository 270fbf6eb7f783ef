import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import { Codex, NotLoggedInError } from "../../src/index.js";
import { createTestHome, message, type TestHome } from "../../src/testing/index.js";
import { deviceUserCode, loggedIn, startLoginIssuer } from "./login-issuer.js";
import { startWithProvider } from "./start-with-provider.js";

/** What `npx openai-codex-cli-bin` runs. */
const launcher = (() => {
  const manifest = createRequire(import.meta.url).resolve("openai-codex-cli-bin/package.json");
  const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: Record<string, string> };
  return join(dirname(manifest), bin["openai-codex-cli-bin"] ?? "");
})();

function start(home: TestHome, ...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [launcher, "login", ...args], { env: home.env });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** Its exit code and all that it says. */
async function outcome(child: ChildProcess): Promise<{ code: unknown; output: string }> {
  const [[code], ...output] = await Promise.all([
    once(child, "close"),
    ...[child.stdout, child.stderr].map((stream) => (stream ? text(stream) : "")),
  ]);
  return { code, output: output.join("") };
}

describe("openai-codex-cli-bin login", () => {
  test("with a key from stdin is the login that a turn needs, until the logout", async () => {
    const key = "key-of-a-test-90b1";
    const provider = "requires_openai_auth = true";
    const { codex, home, model, gateway } = await startWithProvider({
      provider,
      accepts: `Bearer ${key}`,
    });
    const before = await (await codex.threadStart()).run("Hello").catch((error) => error);
    expect(before).toBeInstanceOf(NotLoggedInError);
    expect(await outcome(start(home, "status"))).toMatchObject({
      code: 1,
      output: expect.stringContaining("Not logged in"),
    });
    await codex.close();

    const login = start(home, "--with-api-key");
    login.stdin?.end(`${key}\n`);
    const { code, output } = await outcome(login);

    expect({ code, output }).toMatchObject({ code: 0, output: expect.not.stringContaining(key) });
    await using later = new Codex(home.options);
    model.respond(message("Hello."));
    expect((await (await later.threadStart()).run("Hello")).finalResponse).toBe("Hello.");
    expect(gateway.authorizations.at(-1)).toBe(`Bearer ${key}`);
  });

  test("on another device logs in whoever uses the same home", async () => {
    const issuer = await startLoginIssuer();
    await using home = await createTestHome({ config: issuer.config });
    const login = start(home, "--device-auth", "--experimental_issuer", issuer.baseUrl);
    issuer.approveDevice();

    const { code, output } = await outcome(login);

    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringContaining(deviceUserCode),
    });
    await using codex = new Codex({ ...home.options, env: { ...home.env, ...issuer.env } });
    expect((await codex.account()).account).toMatchObject({ email: loggedIn.email });
  });
});
