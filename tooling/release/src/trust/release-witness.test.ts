import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readDownloadOptions } from "../download/read-download-options.js";
import { silentReporter } from "../reporter.js";
import { findPlatform } from "../runtime-package.js";
import { makeTarball, type TarballEntry } from "../testing/make-tarball.js";
import { createTempRepository, type TempRepository } from "../testing/temp-repository.js";
import { askReleaseWitness, findReleaseWitness } from "./release-witness.js";

const platform = findPlatform("linux-x64");
const asset = `codex-package-${platform.target}.tar.gz`;
const entries: TarballEntry[] = [
  { path: "codex-package.json", content: "{}" },
  { path: "bin/codex", content: "program", mode: 0o755 },
];

let temp: TempRepository;
beforeEach(async () => {
  temp = await createTempRepository();
});
afterEach(() => temp[Symbol.asyncDispose]());

describe("upstream's own release", () => {
  it("is a second witness of every file", async () => {
    release(entries);
    expect(await ask()).toBe("all 2 files are those of the release's archive");
  });

  it.each<[string, TarballEntry[]]>([
    ["another file", [...entries.slice(1), { path: "codex-package.json", content: "{ }" }]],
    ["a file more", [...entries, { path: "bin/more", content: "" }]],
    ["a file less", entries.slice(0, 1)],
  ])("refuses a tarball when it has %s", async (_, released) => {
    release(released);
    await expect(ask()).rejects.toMatchObject({
      kind: "integrity",
      message: expect.stringMatching(
        /^linux-x64: the registry and the release's own archive differ/,
      ),
    });
  });

  it("must have the archive that its list of digests states", async () => {
    release(entries);
    temp.registry.files.set(`releases/rust-v1.2.3/${asset}`, makeTarball(entries.slice(1)));
    await expect(ask()).rejects.toMatchObject({ kind: "integrity" });
  });

  it.each([
    ["release", (): void => temp.registry.files.clear()],
    ["archive", (): unknown => temp.registry.files.delete(`releases/rust-v1.2.3/${asset}`)],
  ])("that has no %s is said not to be available", async (_, remove) => {
    release(entries);
    remove();
    expect(await ask()).toMatch(/^not available: No answer for /);
  });
});

function release(released: readonly TarballEntry[]): void {
  const bytes = makeTarball(released);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const { files } = temp.registry;
  files.set(`releases/rust-v1.2.3/${asset}`, bytes);
  const sums = `${sha256}  ${asset}\n`;
  files.set("releases/rust-v1.2.3/codex-package_SHA256SUMS", Buffer.from(sums));
}

async function ask(): Promise<string> {
  const { repository, env, registry } = temp;
  const fetching = { idleTimeoutMs: 2_000, attempts: 1, retryDelayMs: 1 };
  const options = await readDownloadOptions({
    repository,
    env,
    reporter: silentReporter,
    fetching,
  });
  const where = { version: "1.2.3", baseUrl: `${registry.url}releases` };
  const files = entries.map(({ path, content = "" }) => ({
    path,
    sha256: createHash("sha256").update(content).digest("hex"),
  }));
  return askReleaseWitness(await findReleaseWitness(where, options), platform, files);
}
