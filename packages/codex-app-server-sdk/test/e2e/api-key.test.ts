import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { Codex, type CodexOptions, OptionsError, StartupError } from "../../src/index.js";
import { message } from "../../src/testing/index.js";
import { providerSetUps } from "./provider-set-ups.js";
import {
  type ProviderOptions,
  type ProviderSetup,
  startWithProvider,
} from "./start-with-provider.js";

const apiKey = "key-of-a-test-77f0";
const storedLogin = JSON.stringify({ OPENAI_API_KEY: "key-that-is-stored" });

interface KeySetup extends ProviderSetup {
  /** The login that is stored in the home. */
  stored(): Promise<string>;
}

/** A home in which a login is stored, and a client with a key of its own. */
async function startWithKey(options: ProviderOptions): Promise<KeySetup> {
  const setup = await startWithProvider({ ...options, codex: { apiKey, ...options.codex } });
  const path = join(setup.home.codexHome, "auth.json");
  await writeFile(path, storedLogin);
  return { ...setup, stored: () => readFile(path, "utf8") };
}

const needsLogin: ProviderOptions = {
  provider: "requires_openai_auth = true",
  accepts: `Bearer ${apiKey}`,
};

describe("a key of the client's own", () => {
  test.each([true, false])(
    "is what the model gets; a stored login is left alone (experimental API: %j)",
    async (experimentalApi) => {
      const options = { ...needsLogin, codex: { experimentalApi } };
      const { codex, model, gateway, stored } = await startWithKey(options);
      model.respond(message("Hello."));

      const { finalResponse } = await (await codex.threadStart()).run("Hello");

      expect(finalResponse).toBe("Hello.");
      expect(gateway.authorizations).toEqual([`Bearer ${apiKey}`]);
      expect((await codex.account()).account).toEqual({ type: "apiKey" });
      expect(await stored()).toBe(storedLogin);
      await codex.logout();
      expect(await stored()).toBe(storedLogin);
    },
  );

  test.each(providerSetUps)("does not get in the way of $name", async ({ sends, ...setUp }) => {
    const { codex, model, gateway, stored } = await startWithKey({ ...setUp, accepts: sends });
    model.respond(message("Hello."));

    const { finalResponse } = await (await codex.threadStart(setUp.thread)).run("Hello");

    expect(finalResponse).toBe("Hello.");
    expect(gateway.authorizations).toEqual([sends]);
    expect(await stored()).toBe(storedLogin);
  });

  test("stands in no trace, no log, no error and no argument", async () => {
    const { codex, records } = await startWithKey(needsLogin);
    await codex.start();

    const error = await codex.request("thread/read", { threadId: apiKey }).catch(inspect);

    const args = await readFile(`/proc/${codex.pid}/cmdline`, "utf8").catch(() => "");
    expect(records.join("\n")).toContain('"method":"account/login/start"');
    expect([...records, error, args, inspect(codex)].join("\n")).not.toContain(apiKey);
  });

  test("that the server refuses fails the start, which may be tried again", async () => {
    const { codex, records } = await startWithKey({
      ...needsLogin,
      config: 'model_provider = "own"\nforced_login_method = "chatgpt"',
    });

    for (const _ of [1, 2]) {
      const error = await codex.threadStart().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(StartupError);
      expect((error as Error).message).toMatch(
        /login\/start was refused: API key login is disabled/,
      );
      expect(codex.state).toBe("failed");
    }
    expect(records.join("\n")).not.toContain(apiKey);
  });

  test.each<[string, CodexOptions, string]>([
    ["is empty", { apiKey: "" }, "apiKey is empty"],
    ["is nothing but space", { apiKey: " \n" }, "apiKey is empty"],
    ["ends in a line break", { apiKey: `${apiKey}\n` }, "line break"],
    ["is no string", { apiKey: 7 as never }, "apiKey is a number, expected a string"],
    [
      "comes with another store",
      { apiKey, config: { cli_auth_credentials_store: "file" } },
      "cli_auth_credentials_store can't be set beside apiKey",
    ],
    [
      "comes with another store among the arguments",
      { apiKey, launchArgs: ["-c", "cli_auth_credentials_store=file"] },
      "cli_auth_credentials_store can't be set beside apiKey",
    ],
  ])("is refused when it %s", (_, options, expected) => {
    const refused = (): Codex => new Codex(options);
    expect(refused).toThrow(OptionsError);
    expect(refused).toThrow(expected);
    expect(refused).not.toThrow(apiKey);
  });
});
