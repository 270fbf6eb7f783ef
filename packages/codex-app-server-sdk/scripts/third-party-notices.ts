import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

interface BundledPackage {
  name: string;
  version: string;
  license: string;
  text: string;
}

const intro = "Parts of the following packages are contained in the files of this folder.";

/** What all builds of one run contain, and the writing of it, one after the other. */
const folders = new Set<string>();
let written = Promise.resolve();

/**
 * Writes `THIRD-PARTY-NOTICES.txt` next to the built files: the licence of each installed package
 * that they contain. The build fails when one of them has no text of its licence.
 */
export const thirdPartyNotices: Plugin = {
  name: "third-party-notices",
  setup({ initialOptions, onEnd }): void {
    if (initialOptions.format !== "esm") return;
    const folder = initialOptions.outdir ?? "dist";
    onEnd(({ metafile }) => {
      for (const found of packageFolders(Object.keys(metafile?.inputs ?? {}))) folders.add(found);
      written = written.then(() => writeNotices(folder));
      return written;
    });
  },
};

async function writeNotices(folder: string): Promise<void> {
  const packages = await Promise.all([...folders].sort().map(readPackage));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "THIRD-PARTY-NOTICES.txt"), notices(packages));
}

/** The folders of the packages that these files come from. */
function packageFolders(files: readonly string[]): string[] {
  const inPackage = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
  return [...new Set(files.flatMap((file) => inPackage.exec(file)?.[0] ?? []))];
}

async function readPackage(folder: string): Promise<BundledPackage> {
  const manifest = await readFile(join(folder, "package.json"), "utf8");
  const { name, version, license } = JSON.parse(manifest) as BundledPackage;
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} is bundled, but has no text of its licence.`);
  return { name, version, license, text: await readFile(join(folder, file), "utf8") };
}

function notices(packages: readonly BundledPackage[]): string {
  const parts = packages.map(
    ({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text.trim()}\n`,
  );
  return [`${intro}\n`, ...parts].join(`\n${"-".repeat(72)}\n\n`);
}
