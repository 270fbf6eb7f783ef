import { readFile } from "node:fs/promises";

/** The content of a JSON file that holds an object. */
export async function readJson(file: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(file, "utf8"));
}
