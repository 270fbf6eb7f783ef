import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { expect, it } from "vitest";
import { thisRepository } from "../repository.js";
import { findLockedPlatform, readLock } from "../runtime-lock.js";
import { findPlatform, platforms, type RuntimeManifest } from "../runtime-package.js";
import { renderSbom } from "./render-sbom.js";

it.each(platforms.map(({ platform }) => platform))(
  "the bill of materials for %s is valid and lists every file of the lock",
  async (tag) => {
    const manifest = await manifestOf(tag);
    const text = renderSbom(findPlatform(tag), manifest);
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    expect(await validator.validate(text)).toBeNull();
    const { components, metadata } = JSON.parse(text);
    const files = components.flatMap((part: Part) => part.components ?? []);
    expect(files.map(({ name, hashes }: File) => [name, hashes[0]?.content])).toHaveLength(
      manifest.files.length,
    );
    const listed = new Map(files.map(({ name, hashes }: File) => [name, hashes[0]?.content]));
    for (const { path, sha256 } of manifest.files) expect(listed.get(path), path).toBe(sha256);
    expect(metadata.component.licenses[0].expression).toMatch(/^Apache-2\.0 AND /);
    expect(components.map(({ name }: Part) => name)).toContain("codex");
  },
);

it("is the same each time", async () => {
  const manifest = await manifestOf("linux-x64");
  const text = renderSbom(findPlatform("linux-x64"), manifest);
  const reversed = { ...manifest, files: manifest.files.toReversed() };
  expect(renderSbom(findPlatform("linux-x64"), reversed)).toBe(text);
  expect(text).not.toMatch(/timestamp|serialNumber/);
});

interface File {
  name: string;
  hashes: Array<{ content: string }>;
}

interface Part {
  name: string;
  components?: File[];
}

/** The description of a platform's package, as far as its bill of materials needs it. */
async function manifestOf(tag: string): Promise<RuntimeManifest> {
  const lock = await readLock(thisRepository.lockFile);
  const platform = findPlatform(tag);
  const { spec, integrity, files } = findLockedPlatform(lock, platform);
  return {
    schema: 1,
    version: lock.version,
    platform: platform.platform,
    target: platform.target,
    layout: "package-v1",
    entrypoint: "runtime/bin/codex",
    pathDirs: [],
    resourcesDir: null,
    source: { kind: "npm", spec, integrity },
    locked: true,
    files: files.map(({ path, size, sha256, mode }) => ({
      path: `runtime/${path}`,
      size,
      sha256,
      mode,
      format: null,
      arch: [],
    })),
  };
}
