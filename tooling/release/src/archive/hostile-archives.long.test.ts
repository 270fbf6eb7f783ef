import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, it, onTestFinished } from "vitest";
import { installTool } from "../install-proof/install-tool.js";
import { provenNodes } from "../install-proof/prove-install.js";
import { thisRepository } from "../repository.js";
import { makeTarball } from "../testing/make-tarball.js";
import { runMeasured } from "../testing/run-measured.js";

const file = { path: "codex/codex", content: "fine" };
const good = gunzipSync(makeTarball([file]));
const zeros = Buffer.alloc(512 * 1024 * 1024);

/** Each is small to download, and used to take minutes, a gigabyte or its reason with it. */
const bombs: Record<string, [make: () => Buffer, reason: RegExp]> = {
  "a file of zeros": [() => makeTarball([{ path: "bomb", content: zeros }]), /bytes unpacked/],
  "an archive in an archive": [
    () => gzipSync(makeTarball([{ path: "bomb", content: zeros }])),
    /is not a tar file/,
  ],
  "half a GiB behind the end": [
    () => gzipSync(Buffer.concat([good, zeros])),
    /more than \d+ bytes behind its end/,
  ],
  "a thousand names too many": [
    () => makeTarball(Array.from({ length: 2_001 }, (_, index) => ({ path: `f${index}` }))),
    /more than 1000 entries/,
  ],
  "a second file of one name": [
    () => makeTarball([{ ...file, content: randomBytes(8 << 20) }, file]),
    /a second entry for codex\/codex/,
  ],
  "a name that leads out": [() => makeTarball([file, { path: "../evil" }]), /a path with "\.\."/],
};

const made = new Map(Object.entries(bombs).map(([name, [make]]) => [name, make()]));

it.each(["this one", ...provenNodes])(
  "Node %s refuses every hostile archive with its reason, in little time and memory",
  async (version) => {
    const node = version === "this one" ? process.execPath : await nodeProgram(version);
    const folder = await mkdtemp(join(tmpdir(), "hostile-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const figures: string[] = [];
    for (const [name, [, reason]] of Object.entries(bombs)) {
      const archive = join(folder, "archive.tgz");
      await writeFile(archive, made.get(name) ?? "");
      const given = ["--codex-version", "1.2.3", "--platform-tag", "linux-x64"];
      const args = ["stage-runtime", join(folder, "out"), archive, ...given];
      const { code, stderr, peakBytes, cpuMs } = await runMeasured(args, { node });
      expect([name, code, stderr]).toEqual([name, 1, expect.stringMatching(reason)]);
      expect(stderr).not.toMatch(/\n +at |aborted/);
      expect(peakBytes, name).toBeLessThanOrEqual(320e6);
      // Of the processor, so that a busy machine makes no difference.
      expect(cpuMs, name).toBeLessThanOrEqual(10_000);
      expect(await readdir(folder)).toEqual(["archive.tgz"]);
      figures.push(`${name}: ${Math.round(peakBytes / 1e6)} MB, ${(cpuMs / 1e3).toFixed(1)} s`);
    }
    console.log(`${version}: ${figures.join("; ")}`);
  },
);

async function nodeProgram(version: string): Promise<string> {
  const modules = await installTool(`node@${version}`, thisRepository);
  return join(modules, "node", "bin", process.platform === "win32" ? "node.exe" : "node");
}
