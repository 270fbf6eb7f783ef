import { realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { describe, expect, onTestFinished, test } from "vitest";
import { functionCall, message } from "../../src/testing/index.js";
import { startCodex } from "./start-codex.js";

describe("the option", () => {
  test("clientInfo is how the server names this client", async () => {
    const clientInfo = { name: "my-app", title: "My app", version: "9.8.7" };
    const { codex } = await startCodex({ codex: { clientInfo } });

    const { userAgent } = await codex.start();

    expect(userAgent).toMatch(/^my-app\//);
    expect(userAgent).toContain("9.8.7");
  });

  test.each(["my/app", "my app", "acme/1.2.3 (tool)/4.5.6"])(
    "clientInfo may have any name, such as %s, and the server's version is known",
    async (name) => {
      const clientInfo = { name, version: "9.8.7" };
      const { codex, warnings } = await startCodex({ codex: { clientInfo } });

      const { serverVersion, userAgent } = await codex.start();

      expect(userAgent).toContain(`${name}/${serverVersion} (`);
      expect(warnings).toEqual([]);
    },
  );

  test.each([
    { config: { model_reasoning_effort: "high" } },
    { launchArgs: ["-c", 'model_reasoning_effort="high"'] },
  ])("in %j wins over config.toml", async (options) => {
    const { codex, model } = await startCodex({
      codex: options,
      home: { config: 'model_reasoning_effort = "low"' },
    });
    model.respond(message("ok"));

    await (await codex.threadStart()).run("Go");

    expect(model.requests[0]?.body).toMatchObject({ reasoning: { effort: "high" } });
  });

  test("cwd is where threads work unless they say otherwise", async () => {
    const cwd = await realpath(tmpdir());
    const { codex } = await startCodex({ codex: { cwd } });

    expect((await codex.threadStart()).started.cwd).toBe(cwd);
  });

  test("codexHome is the server's home, over the environment's", async () => {
    const { codex, home } = await startCodex({ codex: { env: { CODEX_HOME: "/elsewhere" } } });

    expect((await codex.start()).codexHome).toBe(home.codexHome);
  });

  test("env is added to this process's environment, and wins over it", async () => {
    process.env.SDK_TEST_KEPT = "kept";
    process.env.SDK_TEST_CHANGED = "old";
    onTestFinished(() => {
      delete process.env.SDK_TEST_KEPT;
      delete process.env.SDK_TEST_CHANGED;
    });
    const { codex, model } = await startCodex({
      codex: { inheritEnv: true, env: { SDK_TEST_CHANGED: "new" } },
    });
    const cmd = 'node -p "process.env.SDK_TEST_KEPT + process.env.SDK_TEST_CHANGED"';
    model.respond(functionCall("exec_command", { cmd }, { callId: "call" }));
    model.respond(message("ok"));
    const approvalMode = "dangerously-bypass-approvals-and-sandbox";

    await (await codex.threadStart({ approvalMode })).run("Go");

    expect(model.requests[1]?.toolOutput("call")).toContain("keptnew");
  });
});

describe("models", () => {
  test("awaited are a page, iterated are all, one of them the default", async () => {
    const { codex } = await startCodex();

    const page = await codex.models({ limit: 2 });
    const all: string[] = [];
    const defaults: string[] = [];
    for await (const { model, isDefault } of codex.models({ limit: 2 })) {
      all.push(model);
      if (isDefault) defaults.push(model);
    }

    expect(page.data).toHaveLength(2);
    expect(all.slice(0, 2)).toEqual(page.data.map(({ model }) => model));
    expect(new Set(all).size).toBe(all.length);
    expect(defaults).toHaveLength(1);
  });

  test("include hidden ones when that is asked for", async () => {
    const { codex } = await startCodex();

    const shown = (await codex.models()).data;
    const all = (await codex.models({ includeHidden: true })).data;

    expect(shown.some(({ hidden }) => hidden)).toBe(false);
    expect(all.length).toBeGreaterThan(shown.length);
  });
});
