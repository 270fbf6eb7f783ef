import { readdir, readFile } from "node:fs/promises";
import { packageFolder } from "./public-api.js";

/** The examples, each of which a test runs. */
const names = (await readdir(`${packageFolder}examples`)).filter((name) => name.endsWith(".ts"));
const texts = await Promise.all(
  names.map(async (name) =>
    withoutIndentation(await readFile(`${packageFolder}examples/${name}`, "utf8")),
  ),
);

/** Whether these lines are in an example as they are, but for their indentation. */
export function isPieceOfExample(code: string): boolean {
  return texts.some((text) => text.includes(withoutIndentation(code)));
}

function withoutIndentation(code: string): string {
  return `\n${code.trimEnd().replaceAll(/^ +/gm, "")}\n`;
}
