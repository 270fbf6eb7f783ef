import { readdir, readFile } from "node:fs/promises";
import { packageFolder } from "./public-api.js";

/** The documents that ship with the package, by name. */
export async function readDocuments(): Promise<Map<string, string>> {
  const files = await readdir(`${packageFolder}docs`);
  const inDocs = files.filter((file) => file.endsWith(".md")).map((file) => `docs/${file}`);
  const names = ["README.md", "AGENTS.md", "examples/README.md", ...inDocs];
  const texts = names.map(async (name) => [name, await readDocument(name)] as const);
  return new Map(await Promise.all(texts));
}

/** A document by its path in the package. */
export function readDocument(name: string): Promise<string> {
  return readFile(packageFolder + name, "utf8");
}

/** The TypeScript code blocks of a Markdown text. */
export function snippets(markdown: string): string[] {
  return [...markdown.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => code);
}

/** Where the links of a Markdown text lead within the repository. */
export function linksIn(markdown: string): string[] {
  const prose = markdown.replace(/```.*?```/gs, "");
  const targets = [...prose.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
  return targets.filter((target) => !/^https?:/.test(target));
}

/** The code between single backquotes, without code blocks. */
export function codeSpans(markdown: string): string[] {
  const prose = markdown.replace(/```.*?```/gs, "");
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
}

/** All words in code spans: `run(input, options?)` has three. */
export function codeWords(markdown: string): Set<string> {
  return new Set(codeSpans(markdown).flatMap((span) => span.match(/\w+/g) ?? []));
}

/** The headings and other places, as links refer to them. */
export function anchors(markdown: string): Set<string> {
  const ids = [...markdown.matchAll(/<a id="([^"]+)">/g)].map(([, id = ""]) => id);
  const headings = [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => slug(heading));
  const seen = new Map<string, number>();
  const numbered = headings.map((heading) => {
    const before = seen.get(heading) ?? 0;
    seen.set(heading, before + 1);
    return before === 0 ? heading : `${heading}-${before}`;
  });
  return new Set([...numbered, ...ids]);
}

function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}
