import { readFileSync } from "node:fs";
import { join } from "node:path";
import { thisRepository } from "../../repository.js";

const guide = readFileSync(
  join(thisRepository.root, "packages", "codex-app-server-sdk", "docs", "deploying.md"),
  "utf8",
);

const blocks = [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
  ([, language = "", text = ""]) => ({ language, text }),
);

/** The file in the guide whose first line is a comment with this name. */
export function documentedFile(name: string): string {
  const found = blocks.find(({ text }) => text.startsWith(`// ${name}\n`));
  if (found) return found.text;
  throw new Error(`docs/deploying.md shows no ${name}`);
}

/** The only command line in the guide that starts like this. */
export function documentedCommand(start: string): string {
  const lines = blocks
    .filter(({ language }) => language === "sh")
    .flatMap(({ text }) => text.split("\n"))
    .filter((line) => line.startsWith(`${start} `));
  const [line, other] = lines;
  if (line !== undefined && other === undefined) return line;
  throw new Error(`docs/deploying.md shows ${lines.length} commands that start with ${start}`);
}

/** The guide's Dockerfile, instruction by instruction. */
export function documentedDockerfile(): { name: string; args: string }[] {
  const found = blocks.find(({ language }) => language === "dockerfile");
  const lines = found?.text.split("\n").filter((line) => line !== "") ?? [];
  return lines.map((line) => {
    const [name = "", ...args] = line.split(" ");
    return { name, args: args.join(" ") };
  });
}
