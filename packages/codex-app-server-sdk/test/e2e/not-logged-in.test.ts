import { describe, expect, onTestFinished, test } from "vitest";
import { Codex, NotLoggedInError, TurnFailedError } from "../../src/index.js";
import { createTestHome, MockResponsesServer, message } from "../../src/testing/index.js";
import { drain } from "../support/drain.js";
import { failureOf } from "../support/failure-of.js";
import { providerSetUps } from "./provider-set-ups.js";
import { refusal, startModelGateway } from "./start-model-gateway.js";
import { type ProviderSetup, startWithProvider } from "./start-with-provider.js";

const rightKey = "key-of-a-test-5a2c";

/** A provider that takes its key from the login, and asks for the right one. */
function startWithoutLogin(retries: number, config?: string): Promise<ProviderSetup> {
  return startWithProvider({
    provider: `requires_openai_auth = true\nstream_max_retries = ${retries}`,
    accepts: `Bearer ${rightKey}`,
    ...(config === undefined ? {} : { config }),
  });
}

describe("without a login", () => {
  test.each([
    ["would be tried again", 5],
    ["has failed at once", 0],
  ])("a turn that %s says what is missing, and the thread goes on after a login", async (_, n) => {
    const { codex, model, gateway } = await startWithoutLogin(n);
    const thread = await codex.threadStart();

    const error = await failureOf(thread.run("Hello"));

    expect(error).toBeInstanceOf(NotLoggedInError);
    expect(error).toBeInstanceOf(TurnFailedError);
    expect(error).toMatchObject({ code: "NOT_LOGGED_IN", httpStatus: 401, isRetryable: false });
    for (const way of ["apiKey", "loginChatgpt()", "npx openai-codex-cli-bin login"]) {
      expect((error as Error).message).toContain(way);
    }
    expect((error as NotLoggedInError).result.turn.status).toBe("failed");
    expect(gateway.authorizations.length).toBeLessThan(3); // 6 are sent otherwise

    await codex.loginApiKey(rightKey);
    model.respond(message("Hello."));
    expect((await thread.run("Hello")).finalResponse).toBe("Hello.");
  });

  test("the turn's handle and its streams tell it too", async () => {
    const { codex } = await startWithoutLogin(5);
    const turn = await (await codex.threadStart()).turn("Hello");

    const told = await Promise.all(
      [turn.result(), turn.run(), drain(turn.events()), drain(turn.stream())].map(failureOf),
    );

    for (const error of told) expect(error).toBeInstanceOf(NotLoggedInError);
  });

  test("the provider that Codex brings along is one that needs it", async () => {
    const { codex } = await startWithoutLogin(0, 'openai_base_url = "$BASE_URL"');
    const thread = await codex.threadStart();

    expect(thread.started.modelProvider).toBe("openai");
    expect(await failureOf(thread.run("Hello"))).toBeInstanceOf(NotLoggedInError);
  });

  test("nothing is told of it when a key is there and is wrong", async () => {
    const { codex } = await startWithoutLogin(0);
    await codex.loginApiKey("key-of-a-test-that-is-wrong");

    const error = await failureOf((await codex.threadStart()).run("Hello"));

    expect(error).toBeInstanceOf(TurnFailedError);
    expect(error).not.toBeInstanceOf(NotLoggedInError);
    expect(error).toMatchObject({ httpStatus: 401, message: expect.stringContaining(refusal) });
  });

  test("a provider that stands in the option config alone works", async () => {
    const model = await MockResponsesServer.start();
    onTestFinished(() => model.close());
    const gateway = await startModelGateway(model, "Bearer key-of-the-team");
    await using home = await createTestHome();
    await using codex = new Codex({
      ...home.options,
      env: { ...home.env, TEAM_KEY: "key-of-the-team" },
      config: {
        model_provider: "team",
        "model_providers.team": {
          name: "Our gateway",
          base_url: gateway.baseUrl,
          wire_api: "responses",
          env_key: "TEAM_KEY",
        },
      },
    });
    model.respond(message("Hello."));

    expect((await (await codex.threadStart()).run("Hello")).finalResponse).toBe("Hello.");
  });

  describe.each(providerSetUps)("$name", ({ sends, thread, ...setUp }) => {
    test("works", async () => {
      const { codex, model, gateway } = await startWithProvider({ ...setUp, accepts: sends });
      model.respond(message("Hello."));

      const { finalResponse } = await (await codex.threadStart(thread)).run("Hello");

      expect(finalResponse).toBe("Hello.");
      expect((await codex.account()).account).toBeNull();
      expect(gateway.authorizations).toEqual([sends]);
    });

    test("fails with what the provider says when that refuses it", async () => {
      const provider = `${setUp.provider ?? ""}\nstream_max_retries = 0`;
      const { codex } = await startWithProvider({ ...setUp, provider, accepts: "another" });

      const error = await failureOf((await codex.threadStart(thread)).run("Hello"));

      expect(error).toBeInstanceOf(TurnFailedError);
      expect(error).not.toBeInstanceOf(NotLoggedInError);
      expect(error).toMatchObject({ httpStatus: 401, message: expect.stringContaining(refusal) });
    });
  });
});
