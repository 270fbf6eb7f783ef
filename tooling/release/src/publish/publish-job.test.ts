import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { findNpmCommand } from "../find-npm-command.js";
import { LoopbackRegistry } from "../loopback-registry/loopback-registry.js";
import { thisRepository } from "../repository.js";
import { createReleaseFolder, type ReleaseFolder } from "../testing/release-folder.js";

/**
 * The job that publishes runs none of this project's code, so its shell code is run here, with the
 * npm that it would use. Only `--provenance`, which needs a workflow, is taken away.
 */
describe.skipIf(process.platform === "win32")("the job that publishes", () => {
  it("uploads platforms, meta package, SDK and workers in this order, each with its tag", async () => {
    await using release = await createReleaseFolder({ version: "1.3.0-alpha.1" });
    await using registry = await LoopbackRegistry.start();
    const { code, output } = await publish(release, registry);
    expect([code, output]).toEqual([0, expect.stringContaining("is served")]);
    expect(uploads(registry)).toEqual(release.release.packages.map(({ name }) => name));
    for (const { name, tag, version } of release.release.packages) {
      expect(registry.store.tags(name)).toMatchObject({ [tag]: version });
    }
    expect((await publish(release, registry)).code).toBe(0);
    expect(uploads(registry)).toHaveLength(release.release.packages.length);
  });

  it("waits for what the next one needs", async () => {
    await using release = await createReleaseFolder();
    await using registry = await LoopbackRegistry.start();
    registry.hidden.set("openai-codex-cli-bin-linux-x64@1.2.3", 3);
    const { code, output } = await publish(release, registry);
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/Waiting for openai-codex-cli-bin-linux-x64@1\.2\.3/),
    ]);
    expect(uploads(registry).slice(-2)).toEqual([
      "codex-app-server-sdk",
      "codex-app-server-workers",
    ]);
  });

  it("stops at other bytes, before anything that depends on them", async () => {
    await using release = await createReleaseFolder();
    await using other = await createReleaseFolder({ note: "other" });
    await using registry = await LoopbackRegistry.start();
    await registry.addTarball(join(other.folder, "openai-codex-cli-bin-win32-x64-1.2.3.tgz"));
    const { code, output } = await publish(release, registry);
    expect([code, output]).toEqual([1, expect.stringContaining("is there with other bytes")]);
    expect(uploads(registry)).not.toContain("openai-codex-cli-bin");
  });

  it("publishes nothing on a guess when the registry has no answer", async () => {
    await using release = await createReleaseFolder();
    await using registry = await LoopbackRegistry.start();
    registry.faults.push({ kind: "status", status: 403, method: "GET" });
    const { code, output } = await publish(release, registry);
    expect([code, output]).toEqual([1, expect.stringContaining("answers with status 403")]);
    expect(registry.requests.filter(({ method }) => method === "PUT")).toEqual([]);
  });

  it("takes nothing that is not what was made", async () => {
    await using release = await createReleaseFolder();
    await using registry = await LoopbackRegistry.start();
    const artifact = await makeArtifact(release, registry);
    for (const name of ["openai-codex-cli-bin-1.2.3.tgz", "SHA256SUMS"]) {
      const file = join(artifact.work, "release", name);
      const bytes = await readFile(file);
      await writeFile(file, Buffer.concat([bytes, Buffer.from("\n")]));
      expect((await runJob(artifact)).code).toBe(1);
      await writeFile(file, bytes);
    }
    expect(registry.requests).toEqual([]);
  });
});

interface JobRun {
  code: number;
  output: string;
}

/** The release's files as the job before this one leaves them, and the digest that it states. */
interface Artifact {
  /** The folder with the artifact in `release`. */
  work: string;
  digest: string;
  env: NodeJS.ProcessEnv;
}

async function publish(release: ReleaseFolder, registry: LoopbackRegistry): Promise<JobRun> {
  return runJob(await makeArtifact(release, registry));
}

async function makeArtifact(
  { folder, scratch }: ReleaseFolder,
  registry: LoopbackRegistry,
): Promise<Artifact> {
  const work = join(scratch, "work");
  await cp(folder, join(work, "release"), { recursive: true });
  const [node, npm] = findNpmCommand();
  const shim = `#!/bin/bash\nexec "${node}" "${npm}" "\${@/--provenance/--no-audit}"\n`;
  await writeFile(join(scratch, "npm"), shim, { mode: 0o755 });
  await writeFile(join(scratch, ".npmrc"), `${registry.url.slice(5)}:_authToken=t\n`);
  const env = {
    PATH: `${scratch}:${process.env.PATH}`,
    HOME: scratch,
    REGISTRY: registry.url.slice(0, -1),
    PAUSE: "0.01",
  };
  const sums = "sha256sum -- *.tgz release.json > SHA256SUMS; sha256sum < SHA256SUMS";
  const { output } = await shell(sums, join(work, "release"), env);
  return { work, digest: output.slice(0, 64), env };
}

/** Runs the job's shell steps one after the other, as a workflow does. */
async function runJob({ work, digest, env }: Artifact): Promise<JobRun> {
  const text = await readFile(join(thisRepository.root, ".github/workflows/release.yml"), "utf8");
  const { jobs } = parse(text) as { jobs: { publish: { steps: Array<{ run?: string }> } } };
  const steps = jobs.publish.steps.flatMap(({ run }) => run ?? []);
  expect(steps).toHaveLength(2);
  let output = "";
  for (const step of steps) {
    const run = await shell(step, work, { ...env, DIGEST: digest });
    output += run.output;
    if (run.code !== 0) return { code: run.code, output };
  }
  return { code: 0, output };
}

async function shell(code: string, cwd: string, env: NodeJS.ProcessEnv): Promise<JobRun> {
  const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", code];
  const child = spawn("bash", args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const [exitCode] = await once(child, "close");
  return { code: exitCode, output };
}

/** The names of accepted uploads, in order. */
function uploads({ requests }: LoopbackRegistry): string[] {
  return requests
    .filter(({ method, status }) => method === "PUT" && status === 201)
    .map(({ path }) => path.slice(1));
}
