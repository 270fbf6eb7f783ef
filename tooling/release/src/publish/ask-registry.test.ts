import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { askRegistry } from "./ask-registry.js";
import { type NpmSession, openNpmSession } from "./npm-session.js";

/** Like many registries, it allows everyone to keep its answers for a while. */
let server: Server;
let url: string;
let asked: number;
let session: NpmSession;
let cwd: string;
beforeEach(async () => {
  asked = 0;
  server = createServer((_, response) => {
    asked += 1;
    response.setHeader("cache-control", "public, max-age=300");
    response.end(JSON.stringify({ answer: asked }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  cwd = await mkdtemp(join(tmpdir(), "ask-"));
  session = await openNpmSession(url, { env: { HOME: cwd, PATH: process.env.PATH }, cwd });
});
afterEach(async () => {
  await session[Symbol.asyncDispose]();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(cwd, { recursive: true });
});

describe("an answer that the registry allows to be kept", () => {
  it("is asked for again, and is nowhere afterwards", async () => {
    const before = await readdir(process.cwd());
    for (const answer of [1, 2]) {
      const response = await askRegistry({ url, method: "GET" }, session);
      expect(await response.json()).toEqual({ answer });
    }
    expect(await readdir(process.cwd())).toEqual(before);
    expect(await readdir(cwd)).toEqual([]);
  });

  it("is no answer once the registry has stopped", async () => {
    const response = await askRegistry({ url, method: "GET" }, session);
    await response.json();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expect(askRegistry({ url, method: "GET" }, session)).rejects.toMatchObject({
      kind: "network",
      message: expect.stringContaining("does not answer"),
    });
  });
});
