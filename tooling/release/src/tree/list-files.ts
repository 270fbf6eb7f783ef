import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** The paths of everything but folders below a folder, sorted, with forward slashes. */
export async function listFiles(folder: string, inside = ""): Promise<string[]> {
  const entries = await readdir(join(folder, inside), { withFileTypes: true });
  const paths = await Promise.all(
    entries.map((entry) => {
      const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
      return entry.isDirectory() ? listFiles(folder, path) : [path];
    }),
  );
  return paths.flat().sort();
}
