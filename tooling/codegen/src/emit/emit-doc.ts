/** What a documentation comment can hold. */
export interface Doc {
  description?: string;
  /** The reason, possibly empty. */
  deprecated?: string;
  experimental?: boolean;
}

/** A TSDoc comment with its line end, or nothing when there is nothing to say. */
export function emitDoc(doc: Doc, indent = ""): string {
  const lines = docLines(doc);
  if (lines.length === 0) return "";
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}

function docLines({ description, deprecated, experimental }: Doc): string[] {
  const prose = description === undefined ? "" : commentSafe(withoutTag(description));
  const tags = [
    ...(deprecated === undefined
      ? []
      : [`@deprecated ${oneLine(commentSafe(deprecated))}`.trimEnd()]),
    ...(experimental ? ["@experimental"] : []),
  ];
  const lines = prose === "" ? [] : prose.split("\n").map((line) => line.trimEnd());
  const gap = lines.length > 0 && tags.length > 0 ? [""] : [];
  return [...lines, ...gap, ...tags];
}

/** Descriptions repeat the deprecation, which the declarations state as a tag of its own. */
function withoutTag(description: string): string {
  return description.replace(/^@deprecated[\s\S]*$/m, "");
}

/** A text with every line break and indentation as one space. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Ends no comment early, and starts no tag that nobody wrote. */
function commentSafe(text: string): string {
  return text
    .trim()
    .replaceAll("*/", "*\\/")
    .replace(/^(\s*)@/gm, "$1\\@");
}
