import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The names of the files in `dir` that are not exactly those that would be generated. */
export async function findDrift(files: Map<string, string>, dir: string): Promise<string[]> {
  const present = await readdir(dir).catch(() => []);
  const surplus = present.filter((name) => !files.has(name));
  const different = [...files].map(async ([name, text]) => {
    const found = await readFile(join(dir, name), "utf8").catch(() => undefined);
    return found === text ? [] : [name];
  });
  return [...(await Promise.all(different)).flat(), ...surplus].sort();
}
