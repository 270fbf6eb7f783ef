import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findNpmCommand } from "../find-npm-command.js";
import { makeTarball } from "../testing/make-tarball.js";
import { LoopbackRegistry } from "./loopback-registry.js";

const run = promisify(execFile);
let work = "";
let tarball = "";

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), "registry test "));
  await writeFile(join(work, "package.json"), "{}");
  tarball = join(work, "thing-1.2.3.tgz");
  await writeFile(tarball, thing("1.2.3"));
});
afterAll(() => rm(work, { recursive: true, force: true }));

describe("the loopback registry", () => {
  it("keeps a connection while npm prepares an upload, however busy the machine is", async () => {
    await using registry = await LoopbackRegistry.start();
    const { headers } = await fetch(`${registry.url}thing`);
    expect(headers.get("keep-alive")).toBe("timeout=600");
  });

  it("takes what npm publishes and gives npm the same bytes back", async () => {
    await using registry = await LoopbackRegistry.start();
    await npm(registry, ["publish", tarball]);
    expect(registry.store.tags("thing")).toEqual({ latest: "1.2.3" });
    const project = join(work, "project");
    await mkdir(project);
    await writeFile(join(project, "package.json"), "{}");
    // An empty cache, so that npm downloads what it has just published.
    await npm(registry, ["install", "thing", "--cache", join(work, "empty")], project);
    expect(await readFile(join(project, "node_modules/thing/a.txt"), "utf8")).toBe(padding);
    expect(registry.requests.filter(({ method }) => method === "PUT")).toEqual([
      { method: "PUT", path: "/thing", status: 201, authorization: "Bearer none" },
    ]);
    const fetched = registry.requests.find(({ path }) => path === "/thing/-/thing-1.2.3.tgz");
    expect(fetched).toMatchObject({ method: "GET", status: 200 });
  });

  it("gives a name's first version latest whatever its tag, and later ones their tag alone", async () => {
    await using registry = await LoopbackRegistry.start();
    await registry.addTarball(tarball, { tag: "alpha" });
    expect(registry.store.tags("thing")).toEqual({ alpha: "1.2.3", latest: "1.2.3" });
    const next = join(work, "next.tgz");
    await writeFile(next, thing("2.0.0-alpha.1"));
    await npm(registry, ["publish", next, "--tag", "alpha"]);
    expect(registry.store.tags("thing")).toEqual({ alpha: "2.0.0-alpha.1", latest: "1.2.3" });
  });

  it("refuses a version it has, and keeps the bytes it has", async () => {
    await using registry = await LoopbackRegistry.start();
    await registry.addTarball(tarball);
    const before = registry.store.version("thing", "1.2.3");
    const response = await put(registry, { name: "thing", version: "1.2.3", bytes: "other" });
    expect(response.status).toBe(409);
    expect(registry.store.version("thing", "1.2.3")).toBe(before);
  });

  it("reads and changes dist-tags", async () => {
    await using registry = await LoopbackRegistry.start();
    await registry.addTarball(tarball);
    await npm(registry, ["dist-tag", "add", "thing@1.2.3", "beta"]);
    const { stdout } = await npm(registry, ["dist-tag", "ls", "thing"]);
    expect(stdout).toBe("beta: 1.2.3\nlatest: 1.2.3\n");
    await npm(registry, ["dist-tag", "rm", "thing", "beta"]);
    expect(registry.store.tags("thing")).toEqual({ latest: "1.2.3" });
    await expect(npm(registry, ["dist-tag", "add", "thing@9.9.9", "gone"])).rejects.toThrow("404");
  });

  it("keeps the attachment whatever the pieces a body arrives in", async () => {
    await using registry = await LoopbackRegistry.start();
    for (const size of [1, 2, 3, 7, 1_000]) {
      const bytes = randomBytes(500).toString("latin1");
      const version = `1.0.${size}`;
      const response = await put(registry, { name: "@a/b", version, bytes, size });
      expect(response.status).toBe(201);
      const served = await fetch(`${registry.url}@a/b/-/b-${version}.tgz`);
      expect(Buffer.from(await served.arrayBuffer()).toString("latin1")).toBe(bytes);
    }
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["no attachment", '{"name":"x","versions":{"1.0.0":{}}}'],
    ["no base64", '{"name":"x","_attachments":{"x.tgz":{"data":"a\\"b"}}}'],
    ["half a character", '{"name":"x","_attachments":{"x.tgz":{"data":"abc"}}}'],
    ["an endless README", `{"name":"x","readme":"${"x".repeat(9_000_000)}"}`],
  ])("answers 400 to an upload of %s", async (_what, body) => {
    await using registry = await LoopbackRegistry.start();
    const response = await fetch(`${registry.url}x`, { method: "PUT", body });
    expect(response.status).toBe(400);
    expect(registry.store.versions("x")).toEqual([]);
  });

  it("does not have other names, unless an upstream is named", async () => {
    await using upstream = await LoopbackRegistry.start();
    await upstream.addTarball(tarball);
    await using registry = await LoopbackRegistry.start();
    expect((await fetch(`${registry.url}thing`)).status).toBe(404);
    await using forwarding = await LoopbackRegistry.start({ upstream: upstream.url });
    expect(await (await fetch(`${forwarding.url}thing`)).json()).toMatchObject({ name: "thing" });
    expect(upstream.requests).toEqual([{ method: "GET", path: "/thing", status: 200 }]);
  });
});

describe("faults of the loopback registry", () => {
  it.each([401, 409, 413, 500])(
    "answers %i as often as told, having done nothing",
    async (status) => {
      await using registry = await LoopbackRegistry.start();
      registry.faults.push({ kind: "status", status, method: "PUT", path: /^\/thing$/, times: 2 });
      for (const expected of [status, status, 201]) {
        const upload = { name: "thing", version: "1.0.0", bytes: "abc" };
        expect((await put(registry, upload)).status).toBe(expected);
      }
      expect(registry.requests.map((request) => request.status)).toEqual([status, status, 201]);
    },
  );

  it("cuts a connection before or after it did what was asked", async () => {
    await using registry = await LoopbackRegistry.start();
    const upload = { name: "thing", version: "1.0.0", bytes: "abc" };
    registry.faults.push({ kind: "cut" });
    await expect(put(registry, upload)).rejects.toThrow();
    expect(registry.store.versions("thing")).toEqual([]);
    registry.faults.push({ kind: "cut-answer" });
    await expect(put(registry, upload)).rejects.toThrow();
    expect(registry.store.versions("thing")).toEqual(["1.0.0"]);
    expect(registry.requests.map(({ status }) => status)).toEqual([0, 201]);
  });

  it("hides a version for a number of requests", async () => {
    await using registry = await LoopbackRegistry.start();
    await registry.addTarball(tarball);
    registry.hidden.set("thing@1.2.3", 2);
    const statuses = [];
    for (let index = 0; index < 3; index += 1) {
      statuses.push((await fetch(`${registry.url}thing`)).status);
    }
    expect(statuses).toEqual([404, 404, 200]);
  });
});

const padding = randomBytes(30_000).toString("hex");

function thing(version: string): Buffer {
  const manifest = JSON.stringify({ name: "thing", version });
  return makeTarball([
    { path: "package/package.json", content: manifest },
    { path: "package/a.txt", content: padding },
  ]);
}

async function npm(
  registry: LoopbackRegistry,
  args: string[],
  cwd = work,
): Promise<{ stdout: string }> {
  const [command, ...start] = findNpmCommand();
  const token = `--${registry.url.slice("http:".length)}:_authToken=none`;
  const all = [...start, ...args, "--registry", registry.url, token];
  const env = { PATH: process.env.PATH, HOME: work, npm_config_cache: join(work, "cache") };
  return run(command, all, { cwd, env });
}

async function put(
  registry: LoopbackRegistry,
  upload: { name: string; version: string; bytes: string; size?: number },
): Promise<Response> {
  const { name, version, bytes, size = 10_000 } = upload;
  const data = Buffer.from(bytes, "latin1").toString("base64");
  const body = JSON.stringify({
    name,
    "dist-tags": { latest: version },
    versions: { [version]: { name, version, data: 'a "data" field, of no meaning' } },
    readme: 'not {"_attachments": {"x": {"data": "abc"}}}',
    _attachments: { "x.tgz": { content_type: "application/octet-stream", data } },
  });
  const pieces = body.match(new RegExp(`[\\s\\S]{1,${size}}`, "g")) ?? [];
  const stream = ReadableStream.from(pieces.map((piece) => Buffer.from(piece)));
  return fetch(registry.url + name, { method: "PUT", body: stream, duplex: "half" });
}
