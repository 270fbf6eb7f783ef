import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { builtInRegistry } from "../download/read-npm-options.js";
import { openNpmSession } from "./npm-session.js";

it("keeps what proves which workflow this is, for other registries than this machine's", async () => {
  const env = { NPM_ID_TOKEN: "t", NPM_OTHER: "x", ACTIONS_ID_TOKEN_REQUEST_URL: "u" };
  await using session = await openNpmSession("http://127.0.0.1:9/", { env, cwd: await temp() });
  expect(session.env).toMatchObject({ ACTIONS_ID_TOKEN_REQUEST_URL: "u" });
  expect(session.env).not.toHaveProperty("NPM_ID_TOKEN");
  expect(session.env).not.toHaveProperty("NPM_OTHER");
});

it("reads no registry from configuration, and no cache", async () => {
  const cwd = await temp();
  await writeFile(join(cwd, ".npmrc"), `registry=${builtInRegistry}\ncache=here\n`);
  await using session = await openNpmSession("http://127.0.0.1:9/", { env: { HOME: cwd }, cwd });
  expect(session.fetchOptions.registry).toBe("http://127.0.0.1:9/");
  expect(session.fetchOptions).not.toHaveProperty("cache");
});

async function temp(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "npm-session-test-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

it("leaves the environment that it is given as it is", async () => {
  const cwd = await temp();
  const env = { HOME: cwd, npm_config_fetch_retries: "0" };
  const before = { ...env };
  await using _ = await openNpmSession("http://127.0.0.1:9/", { env, cwd });
  expect(env).toEqual(before);
});
