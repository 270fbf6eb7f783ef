import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as tar from "tar";
import { joinRelease, parseRelease } from "../package/release.js";
import { makeTarball, type TarballEntry } from "./make-tarball.js";
import { editRelease, releaseFile, releaseFolder } from "./staged-release.js";
import type { TempRepository } from "./temp-repository.js";
import { integrityOf } from "./test-registry.js";

/** A change to a package's entries. */
export type Damage = (entries: TarballEntry[]) => TarballEntry[];

/** Packs a package's changed entries with another packer, and updates `release.json` to match. */
export async function tamper(temp: TempRepository, name: string, damage: Damage): Promise<void> {
  const release = parseRelease(await readFile(releaseFile(temp), "utf8"));
  const found = release.packages.find((pkg) => pkg.name === name);
  if (!found) throw new Error(`no ${name}`);
  const file = join(releaseFolder(temp), found.file);
  const bytes = makeTarball(damage(await entriesOf(file)));
  await writeFile(file, bytes);
  const changed = { ...found, integrity: integrityOf(bytes), size: bytes.length };
  await editRelease(temp, (current) => joinRelease(current, [changed]));
}

async function entriesOf(file: string): Promise<TarballEntry[]> {
  const entries: TarballEntry[] = [];
  await tar.list({
    file,
    onReadEntry(found): void {
      const chunks: Buffer[] = [];
      found.on("data", (chunk) => chunks.push(chunk));
      found.on("end", () => {
        entries.push({ path: found.path, mode: found.mode, content: Buffer.concat(chunks) });
      });
    },
  });
  return entries;
}

/** Sets fields of a JSON file. */
export function json(path: string, fields: object): Damage {
  return edited(path, (found) => ({
    ...found,
    content: JSON.stringify({ ...JSON.parse(String(found.content)), ...fields }),
  }));
}

export function change(path: string, content: Buffer | string): Damage {
  return edited(path, (found) => ({ ...found, content }));
}

export function mode(path: string, value: number): Damage {
  return edited(path, (found) => ({ ...found, mode: value }));
}

export function without(path: string): Damage {
  return (entries): TarballEntry[] => entries.filter((found) => found.path !== `package/${path}`);
}

export function add(path: string, content: Buffer | string = "added"): Damage {
  return (entries): TarballEntry[] => [...entries, { path: `package/${path}`, content }];
}

function edited(path: string, edit: (found: TarballEntry) => TarballEntry): Damage {
  return (entries): TarballEntry[] =>
    entries.map((found) => (found.path === `package/${path}` ? edit(found) : found));
}
