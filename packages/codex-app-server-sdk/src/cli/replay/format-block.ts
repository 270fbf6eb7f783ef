import { stripVTControlCharacters, styleText } from "node:util";
import type { Block, BlockKind } from "./block.js";

/** How what is printed has to look. */
export interface Look {
  readonly isColored: boolean;
  /** How many characters fit into a line; undefined = any number. */
  readonly columns: number | undefined;
}

type Style = Parameters<typeof styleText>[0];

/** What stands before the first line of a block, and how the block looks. */
const looks: Readonly<Record<BlockKind, readonly [mark: string, style: Style | undefined]>> = {
  prompt: [">", "bold"],
  message: ["", undefined],
  thought: ["~", "dim"],
  command: ["$", "cyan"],
  change: ["±", "yellow"],
  tool: ["*", "magenta"],
  question: ["?", "yellow"],
  answer: ["=", "green"],
  note: ["·", "dim"],
  error: ["!", "red"],
};

/** Writes a block, each line of it marked. */
export function formatBlock({ kind, text }: Block, look: Look): string {
  const [mark, style] = looks[kind];
  const width = Math.max(20, look.columns ?? Number.POSITIVE_INFINITY) - (mark ? 2 : 0);
  const lines = withoutControls(text)
    .split("\n")
    .flatMap((line) => wrap(line, width));
  const marked = lines.map((line, index) => (mark ? `${index === 0 ? mark : " "} ${line}` : line));
  return `${colored(marked.map((line) => line.trimEnd()).join("\n"), style, look)}\n`;
}

/** The line that says whose words follow. */
export function formatThread(threadId: string, look: Look): string {
  const name = threadId === "" ? "no thread" : `thread ${withoutControls(threadId)}`;
  return `${colored(`── ${name} ──`, "bold", look)}\n`;
}

/** Commands and files decide what is in a record, and not what a terminal does. */
function withoutControls(text: string): string {
  return stripVTControlCharacters(text.replaceAll("\r\n", "\n").replaceAll("\t", "    ")).replace(
    /[^\P{Cc}\n]/gu,
    "",
  );
}

/** Breaks a line between words where one ends before the width. */
function wrap(line: string, width: number): string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const space = rest.lastIndexOf(" ", width);
    const end = space > 0 ? space : width;
    lines.push(rest.slice(0, end));
    rest = rest.slice(space > 0 ? end + 1 : end);
  }
  return [...lines, rest];
}

function colored(text: string, style: Style | undefined, { isColored }: Look): string {
  return isColored && style !== undefined
    ? styleText(style, text, { validateStream: false })
    : text;
}
