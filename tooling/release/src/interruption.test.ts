import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { constants } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loopbackOnlyVariable } from "./assert-may-contact.js";
import { readCheckoutState } from "./checkout/read-checkout-state.js";
import { LoopbackRegistry } from "./loopback-registry/loopback-registry.js";
import { platforms } from "./runtime-package.js";
import { createReleaseFolder } from "./testing/release-folder.js";
import {
  createTempRepository,
  publishUpstream,
  type TempRepository,
} from "./testing/temp-repository.js";

/** Windows ends a process without asking it. */
describe.skipIf(process.platform === "win32")("whoever interrupts", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("staging with %s finds nothing left", async (signal) => {
    await using temp = await createTempRepository();
    temp.registry.faults.push(...platforms.map(() => stall));
    const args = ["stage-runtime", "out", "--platform-tag", "all", "--pack"];
    const { code, stderr } = await interrupt(temp, args, { signal, at: /Downloading .* \d+%/ });
    expect(code).toBe(128 + constants.signals[signal]);
    expect(stderr).toContain(`Interrupted by ${signal}. Unfinished work is removed`);
    expect(await readdir(temp.scratch)).toEqual(["tmp"]);
    const temporary = await readdir(join(temp.scratch, "tmp"));
    expect(temporary.filter((name) => !name.startsWith("tsx-"))).toEqual([]);
    expect(existsSync(join(temp.repository.root, ".cache", "sources"))).toBe(false);
    const kept = await readdir(temp.repository.downloads);
    expect(kept.filter((name) => !/\.tgz(?:\.part)?$/.test(name))).toEqual([]);
  });

  it("a pin finds every committed file as it was", async () => {
    await using temp = await createTempRepository();
    for (const { platform } of platforms) publishUpstream(temp.registry, platform, "1.3.0");
    const names = ["--registry", temp.registry.url, "--github-base-url", temp.registry.url];
    const args = ["pin-runtime", "--codex-version", "1.3.0", ...names];
    // The generator of the types is not in this checkout: what is written before it is.
    const { code } = await interrupt(temp, args, { signal: "SIGINT", at: /^Wrote /m });
    expect(code).toBe(130);
    expect((await readCheckoutState(temp.repository)).changed).toEqual([]);
  });

  it("publishing finds no copies of tarballs", async () => {
    await using release = await createReleaseFolder();
    let isUploading = (): void => {};
    const uploading = new Promise<void>((resolve) => {
      isUploading = resolve;
    });
    await using registry = await LoopbackRegistry.start({
      async onAnswer({ method }): Promise<void> {
        if (method !== "PUT") return;
        isUploading();
        await new Promise(() => {});
      },
    });
    const args = ["publish-release", release.folder, "--no-git-tag", "--registry", registry.url];
    const options = { signal: "SIGTERM", at: uploading } as const;
    const { code } = await interrupt({ ...release, env: process.env }, args, options);
    expect(code).toBe(143);
    const [first] = release.release.packages;
    const { manifest } = registry.store.version(first?.name ?? "", first?.version ?? "") ?? {};
    const copy = String(manifest?._resolved);
    expect(copy).toContain("npm-session-");
    expect(existsSync(join(copy, "..", ".."))).toBe(false);
  });
});

/** More than a tenth, so that the progress says it. */
const stall = { kind: "stall", afterBytes: 30_000 } as const;
const cli = fileURLToPath(new URL("testing/cli-at.ts", import.meta.url));

interface Interruption {
  signal: NodeJS.Signals;
  /** When to interrupt: at a message, or once something has happened. */
  at: RegExp | Promise<void>;
}

/** Starts a command and interrupts it. */
async function interrupt(
  { repository, scratch, env }: Pick<TempRepository, "repository" | "scratch" | "env">,
  args: readonly string[],
  { signal, at }: Interruption,
): Promise<{ code: number | null; stderr: string }> {
  const TMPDIR = join(scratch, "tmp");
  await mkdir(TMPDIR);
  const command = ["--import", import.meta.resolve("tsx"), cli, repository.root, ...args];
  const child = spawn(process.execPath, command, {
    cwd: scratch,
    env: { ...env, TMPDIR, [loopbackOnlyVariable]: "1" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const closed = once(child, "close");
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  await (at instanceof RegExp ? seen(child, () => at.test(stderr)) : at);
  child.kill(signal);
  const [code] = await closed;
  return { code, stderr };
}

/** Resolves once the condition holds for what a child has written; rejects if the child ends. */
async function seen(child: ChildProcess, condition: () => boolean): Promise<void> {
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`the command ended with ${code}`);
  });
  const written = new Promise<void>((resolve) => {
    child.stderr?.on("data", () => {
      if (condition()) resolve();
    });
  });
  await Promise.race([written, ended]);
  // It ends later, as it should.
  ended.catch(() => {});
}
