import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { BenchCase, BenchResult } from "../bench-case.js";
import { findMedian } from "../statistics.js";

const run = promisify(execFile);
const repository = fileURLToPath(new URL("../../../../", import.meta.url));
const downloads = join(repository, "node_modules/.cache/codex-runtime");
const lockFile = join(repository, "packages/openai-codex-cli-bin/codex-runtime.lock.json");
const platform = `${process.platform}-${process.arch}`;

export const staging: BenchCase = {
  name: "staging",
  isLong: true,
  description:
    "staging this machine's runtime, already downloaded, compared with tar and sha256sum",
  async run({ rounds }): Promise<BenchResult[]> {
    const folder = await mkdtemp(join(tmpdir(), "bench-staging-"));
    try {
      return await measure(folder, Math.min(rounds, 3));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measure(folder: string, rounds: number): Promise<BenchResult[]> {
  const times = { ours: [] as number[], plain: [] as number[], idle: [] as number[] };
  const out = join(folder, "out");
  await stage(out); // Downloads, and fills the disk cache.
  await stage();
  const tarball = await pinnedTarball();
  for (let round = 0; round < rounds; round++) {
    await rm(out, { recursive: true, force: true });
    times.plain.push(await clock(() => unpackAndHash(tarball, out)));
    await rm(out, { recursive: true, force: true });
    times.ours.push(await clock(() => stage(out)));
    times.idle.push(await clock(() => stage()));
  }
  const [ours, plain, idle] = [
    findMedian(times.ours),
    findMedian(times.plain),
    findMedian(times.idle),
  ];
  return [
    {
      name: "staging against tar and sha256sum",
      value: ours / plain,
      unit: "x",
      goal: { atMost: 1.3 },
    },
    { name: "staging", value: ours, unit: "ms" },
    { name: "tar and sha256sum", value: plain, unit: "ms" },
    { name: "nothing to do", value: idle, unit: "ms", goal: { atMost: 2_000 } },
  ];
}

/** Stages into a folder, or without one into the workspace, as in development. */
async function stage(...out: string[]): Promise<void> {
  const cli = join(repository, "tooling/release/src/cli.ts");
  const args = ["--import", import.meta.resolve("tsx"), cli, "stage-runtime", ...out];
  await run(process.execPath, args, { cwd: repository });
}

async function unpackAndHash(tarball: string, out: string): Promise<void> {
  const script = 'mkdir "$1" && tar -xzf "$0" -C "$1" && find "$1" -type f -exec sha256sum {} +';
  await run("sh", ["-c", script, tarball, out]);
}

async function pinnedTarball(): Promise<string> {
  const { version } = JSON.parse(await readFile(lockFile, "utf8")) as { version: string };
  const start = `openai-codex-${version}-${platform}-`;
  const file = (await readdir(downloads)).find((name) => name.startsWith(start));
  if (file === undefined) throw new Error(`There is no ${start}*.tgz in ${downloads}`);
  return join(downloads, file);
}

async function clock(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
