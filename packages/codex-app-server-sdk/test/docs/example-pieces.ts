import { readdir, readFile } from "node:fs/promises";
import { packageFolder } from "./public-api.js";

/** The examples, and the programs for Kubernetes: tests run each of them. */
const folders = ["examples", "../codex-app-server-workers/kubernetes"];
const texts = (await Promise.all(folders.map(readPrograms))).flat();

/** Whether these lines are in an example as they are, but for their indentation. */
export function isPieceOfExample(code: string): boolean {
  return texts.some((text) => text.includes(withoutIndentation(code)));
}

function withoutIndentation(code: string): string {
  return `\n${code.trimEnd().replaceAll(/^ +/gm, "")}\n`;
}

async function readPrograms(folder: string): Promise<string[]> {
  const names = (await readdir(packageFolder + folder)).filter((name) => name.endsWith(".ts"));
  const texts = names.map((name) => readFile(`${packageFolder}${folder}/${name}`, "utf8"));
  return (await Promise.all(texts)).map(withoutIndentation);
}
