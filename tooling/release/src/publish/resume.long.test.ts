import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { loopbackOnlyVariable } from "../assert-may-contact.js";
import { LoopbackRegistry } from "../loopback-registry/loopback-registry.js";
import { createReleaseFolder, type ReleaseFolder } from "../testing/release-folder.js";

const cli = fileURLToPath(new URL("../testing/cli-at.ts", import.meta.url));

it("killed after each upload and run again, a release is uploaded once, in order", async () => {
  await using release = await createReleaseFolder();
  const accepted: string[] = [];
  let kill = (): void => {};
  await using registry = await LoopbackRegistry.start({
    onAnswer({ method, path, status }): void {
      if (method !== "PUT") return;
      accepted.push(`${status} ${path.slice(1)}`);
      kill();
    },
  });
  const names = release.release.packages.map(({ name }) => name);
  for (const [index, name] of names.entries()) {
    const child = start(release, registry.url);
    // Kills the whole process group, npm included, before it reads the answer.
    kill = (): void => {
      process.kill(-(child.pid ?? Number.NaN), "SIGKILL");
    };
    expect(await ending(child)).toBe("SIGKILL");
    expect(accepted).toHaveLength(index + 1);
    expect(accepted.at(-1)).toBe(`201 ${name}`);
  }
  kill = (): void => {};
  expect(await ending(start(release, registry.url))).toBe(0);
  expect(accepted).toEqual(names.map((name) => `201 ${name}`));
  for (const { name, version } of release.release.packages) {
    expect(registry.store.tags(name)).toEqual({ latest: version });
  }
});

function start({ folder, scratch, repository }: ReleaseFolder, registry: string): ChildProcess {
  const args = [repository.root, "publish-release", folder, "--no-git-tag", "--registry", registry];
  return spawn(process.execPath, ["--import", import.meta.resolve("tsx"), cli, ...args], {
    cwd: scratch,
    env: { PATH: process.env.PATH, HOME: scratch, TMPDIR: scratch, [loopbackOnlyVariable]: "1" },
    stdio: "ignore",
    detached: true,
  });
}

async function ending(child: ChildProcess): Promise<number | string> {
  const [code, signal] = await once(child, "exit");
  return signal ?? code;
}
