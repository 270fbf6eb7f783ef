import { withoutDeprecation } from "../shape.js";

/** What a documentation comment can hold. */
export interface Doc {
  description?: string;
  /** Why it is deprecated; may be empty. Missing when it is not deprecated. */
  deprecated?: string;
  experimental?: boolean;
}

/** A TSDoc comment with its line end; an empty string when there is nothing to document. */
export function emitDoc(doc: Doc, indent = ""): string {
  const lines = docLines(doc);
  if (lines.length === 0) return "";
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}

function docLines({ description, deprecated, experimental }: Doc): string[] {
  const prose = commentSafe(withoutDeprecation(description));
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

/** Replaces every line break and run of spaces in a text by one space. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Escapes what would end the comment early or start a tag that is not meant as one. */
function commentSafe(text: string): string {
  return text
    .trim()
    .replaceAll("*/", "*\\/")
    .replace(/^(\s*)@/gm, "$1\\@");
}
