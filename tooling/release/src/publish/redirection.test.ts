import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { assertMayContact, loopbackOnlyVariable } from "../assert-may-contact.js";
import { findNpmCommand } from "../find-npm-command.js";
import { LoopbackRegistry } from "../loopback-registry/loopback-registry.js";
import { parseRegistryAddress } from "../parse-registry-address.js";
import { createReleaseFolder, type ReleaseFolder } from "../testing/release-folder.js";
import { type CommandRun, runCommand } from "../testing/run-command.js";

/**
 * These tests publish to one registry while some setting names another, which must not be
 * contacted.
 */
describe("the registry of the command line is the only one, whatever is named by", () => {
  it("the environment", async () => {
    await expectUntouched((elsewhere) => ({
      env: {
        npm_config_registry: elsewhere,
        NPM_CONFIG_REGISTRY: elsewhere,
        npm_config__registry: elsewhere,
        npm_package_config_registry: elsewhere,
        npm_config_dry_run: "true",
        npm_config_tag: "elsewhere",
      },
    }));
  });

  it("the user's configuration", async () => {
    await expectUntouched((elsewhere) => ({ files: { ".npmrc": npmrc(elsewhere) } }));
  });

  it("a configuration file that the environment names", async () => {
    await expectUntouched((elsewhere, { scratch }) => ({
      files: { "user.npmrc": npmrc(elsewhere), "global.npmrc": npmrc(elsewhere) },
      env: {
        npm_config_userconfig: join(scratch, "user.npmrc"),
        NPM_CONFIG_GLOBALCONFIG: join(scratch, "global.npmrc"),
      },
    }));
  });

  it("a project's configuration, where the command runs", async () => {
    await expectUntouched((elsewhere) => ({
      files: { "package.json": "{}", ".npmrc": npmrc(elsewhere) },
      env: { HOME: "/nonexistent" },
    }));
  });

  it("a project's configuration, where the tarballs lie", async () => {
    await using release = await createReleaseFolder();
    await writeFile(join(release.folder, "..", "package.json"), "{}");
    await expectUntouched(
      (elsewhere) => ({ files: { [join("..", ".npmrc")]: npmrc(elsewhere) } }),
      release,
    );
  });

  it("proxy variables and settings", async () => {
    await expectUntouched((elsewhere) => ({
      files: { ".npmrc": `proxy=${elsewhere}\nhttps-proxy=${elsewhere}\nnoproxy=\n` },
      env: {
        HTTP_PROXY: elsewhere,
        http_proxy: elsewhere,
        HTTPS_PROXY: elsewhere,
        https_proxy: elsewhere,
        ALL_PROXY: elsewhere,
        PROXY: elsewhere,
        NO_PROXY: "",
        npm_config_proxy: elsewhere,
        npm_config_https_proxy: elsewhere,
      },
    }));
  });

  it("publishConfig in a manifest", async () => {
    await using elsewhere = await Listener.start();
    await using registry = await LoopbackRegistry.start();
    const publishConfig = { registry: elsewhere.url };
    await using release = await createReleaseFolder({ sdkManifest: { publishConfig } });
    const run = await publishTo(registry.url, release);
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining("publishConfig") });
    expect([elsewhere.connections, registry.requests]).toEqual([0, []]);
  });

  it("npx, which hands its own --registry down", async () => {
    await using elsewhere = await Listener.start();
    await using release = await createReleaseFolder();
    await using registry = await registryWithout(release);
    const code = await runNpm(release, [
      "exec",
      `--registry=${elsewhere.url}`,
      "--offline",
      "--call",
      cliCommand(release, [
        "publish-release",
        release.folder,
        "--no-git-tag",
        "--registry",
        registry.url,
      ]),
    ]);
    expect(code).toBe(0);
    expect(acceptedUploads(registry)).toEqual(["/codex-app-server-workers"]);
    expect(elsewhere.connections).toBe(0);
  });
});

describe("no registry but the one that is named", () => {
  it("is used when npm run swallows --registry for want of a --", async () => {
    await using registry = await LoopbackRegistry.start();
    await using release = await createReleaseFolder();
    const script = cliCommand(release, ["publish-release", release.folder, "--no-git-tag"]);
    const manifest = { private: true, scripts: { "publish-release": script } };
    await writeFile(join(release.scratch, "package.json"), JSON.stringify(manifest));
    const args = ["run", "publish-release", "--registry", registry.url];
    expect(await runNpm(release, args)).toBe(2);
    expect(registry.requests).toEqual([]);
  });

  it("is asked for a tarball or a redirect that leads off this machine", async () => {
    await using release = await createReleaseFolder();
    await using registry = await LoopbackRegistry.start({ upstream: "https://elsewhere.invalid/" });
    const run = await publishTo(registry.url, release);
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining("elsewhere.invalid") });
  });
});

describe("in tests", () => {
  it.each(["https://elsewhere.invalid/", "https://127.0.0.1.invalid/", "https://localhost/"])(
    "nothing is sent to %s",
    async (address) => {
      await using release = await createReleaseFolder();
      const run = await publishTo(address, release, { [loopbackOnlyVariable]: undefined });
      expect(run).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("is not on this machine"),
      });
      expect(() => assertMayContact(address)).toThrow("tests contact nothing else");
    },
  );

  it("what is started without the test runner's own variables is guarded too", async () => {
    await using release = await createReleaseFolder();
    const address = "https://elsewhere.invalid/";
    const args = ["publish-release", release.folder, "--dry-run", "--registry", address];
    const env = { PATH: process.env.PATH, HOME: release.scratch, [loopbackOnlyVariable]: "1" };
    const child = spawn(process.execPath, cliArguments(release, args), {
      env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const stderr = readAll(child.stderr);
    const [code] = await once(child, "close");
    expect([code, await stderr]).toEqual([2, expect.stringContaining("is not on this machine")]);
  });
});

describe("an address for --registry", () => {
  it.each([
    "elsewhere.invalid",
    "//elsewhere.invalid/",
    "http://elsewhere.invalid/",
    "ftp://127.0.0.1/",
    "https://user:secret@elsewhere.invalid/",
    "https://elsewhere.invalid/?a=b",
    "http://localhost:4873/",
    "http://127.0.0.1.invalid/",
    "",
  ])("is refused: %s", (address) => {
    expect(() => parseRegistryAddress(address)).toThrow(expect.objectContaining({ kind: "usage" }));
    expect(() => parseRegistryAddress(address)).not.toThrow("secret");
  });

  it("gets the slash that npm's own addresses end in", () => {
    expect(parseRegistryAddress("https://elsewhere.invalid/npm")).toBe(
      "https://elsewhere.invalid/npm/",
    );
    expect(parseRegistryAddress("http://127.0.0.1:80")).toBe("http://127.0.0.1/");
  });
});

describe("credentials", () => {
  it("are those for the named registry, and appear in no argument, log or result", async () => {
    await using release = await createReleaseFolder();
    await using registry = await registryWithout(release);
    const host = registry.url.slice("http:".length);
    await writeFile(
      join(release.scratch, ".npmrc"),
      `${host}:_authToken=\${SECRET_TOKEN}\n//elsewhere.invalid/:_authToken=other\n`,
    );
    const run = await publishTo(registry.url, release, { SECRET_TOKEN: "s3cret" });
    expect(run.code).toBe(0);
    const upload = registry.requests.find(({ method }) => method === "PUT");
    expect(upload?.authorization).toBe("Bearer s3cret");
    expect(JSON.stringify(run)).not.toContain("s3cret");
  });
});

interface Redirection {
  env?: NodeJS.ProcessEnv;
  /** By path, relative to where the command runs. */
  files?: Record<string, string>;
}

async function expectUntouched(
  redirect: (elsewhere: string, release: ReleaseFolder) => Redirection,
  given?: ReleaseFolder,
): Promise<void> {
  await using elsewhere = await Listener.start();
  await using own = given === undefined ? await createReleaseFolder() : null;
  const release = given ?? own;
  if (!release) throw new Error("there is no release");
  await using registry = await registryWithout(release);
  const { env, files = {} } = redirect(elsewhere.url, release);
  for (const [path, text] of Object.entries(files)) {
    await writeFile(join(release.scratch, path), text);
  }
  const run = await publishTo(registry.url, release, env);
  expect(run).toMatchObject({ code: 0 });
  expect(acceptedUploads(registry)).toEqual(["/codex-app-server-workers"]);
  expect(registry.store.tags("codex-app-server-workers")).toEqual({ latest: "0.1.0" });
  expect(elsewhere.connections).toBe(0);
}

function publishTo(
  registry: string,
  release: ReleaseFolder,
  env?: NodeJS.ProcessEnv,
): Promise<CommandRun> {
  const args = ["publish-release", release.folder, "--no-git-tag", "--registry", registry];
  return runCommand(release, args, env);
}

function npmrc(registry: string): string {
  return [
    `registry=${registry}`,
    `@codex:registry=${registry}`,
    `proxy=${registry}`,
    "dry-run=true",
    "tag=elsewhere",
    "workspaces=true",
    "",
  ].join("\n");
}

/** A registry that lacks only the workers, so that one upload remains. */
async function registryWithout(release: ReleaseFolder): Promise<LoopbackRegistry> {
  const registry = await LoopbackRegistry.start();
  for (const { kind, file } of release.release.packages) {
    if (kind !== "workers") await registry.addTarball(join(release.folder, file));
  }
  return registry;
}

function acceptedUploads({ requests }: LoopbackRegistry): string[] {
  return requests
    .filter(({ method, status }) => method === "PUT" && status === 201)
    .map(({ path }) => path);
}

/** The other registry: counts connections and closes them. */
class Listener implements AsyncDisposable {
  connections = 0;
  readonly #server = createServer((socket) => {
    this.connections += 1;
    socket.destroy();
  });

  static async start(): Promise<Listener> {
    const listener = new Listener();
    await new Promise<void>((resolve) => listener.#server.listen(0, "127.0.0.1", resolve));
    return listener;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const cli = fileURLToPath(new URL("../testing/cli-at.ts", import.meta.url));

function cliArguments({ repository }: ReleaseFolder, args: readonly string[]): string[] {
  return ["--import", import.meta.resolve("tsx"), cli, repository.root, ...args];
}

function cliCommand(release: ReleaseFolder, args: readonly string[]): string {
  const command = [process.execPath, ...cliArguments(release, args)];
  return command.map((arg) => JSON.stringify(arg)).join(" ");
}

async function runNpm({ scratch }: ReleaseFolder, args: string[]): Promise<number> {
  const [command, ...start] = findNpmCommand();
  const env = {
    PATH: process.env.PATH,
    HOME: scratch,
    npm_config_cache: join(scratch, "cache"),
    npm_config_update_notifier: "false",
    [loopbackOnlyVariable]: "1",
  };
  const child = spawn(command, [...start, ...args], { cwd: scratch, env, stdio: "ignore" });
  const [code] = await once(child, "close");
  return code;
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
