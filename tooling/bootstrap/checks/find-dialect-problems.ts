import ts from "typescript";
import type { SourceFile } from "./build-import-graph.js";

/** A place where a file breaks a rule of the dialect, and the rule. */
interface Finding {
  /** In characters from the start of the file. */
  readonly position: number;
  readonly wanted: string;
}

const maxCommentWidth = 100;

/** A labeled loop needs no extra search: it is a node of its own inside the label. */
const lookInLabeledStatements = false;

/** The rules for how code is written that the formatter and the linter don't have. */
const dialect: readonly ((file: ts.SourceFile) => Finding[])[] = [
  findBodiesWithoutBraces,
  findWideComments,
];

/** The places where a file breaks a rule of the dialect, one sentence each. */
export function findDialectProblems({ path, text }: SourceFile): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const findings = dialect.flatMap((rule) => rule(file));
  return findings.map(({ position, wanted }) => `${path}:${lineOf(position, file) + 1}: ${wanted}`);
}

/** The body of an `if`, an `else` or a loop may go without braces only on the line of its head. */
function findBodiesWithoutBraces(file: ts.SourceFile): Finding[] {
  return nodesOf(file, file).flatMap((node) =>
    bodiesOf(node).flatMap((body) => {
      const start = body.getStart(file);
      const isBare = !ts.isBlock(body) && lineOf(body.pos, file) !== lineOf(start, file);
      return isBare ? [{ position: start, wanted: "a body on its own line has braces" }] : [];
    }),
  );
}

function bodiesOf(node: ts.Node): ts.Statement[] {
  if (ts.isIfStatement(node)) {
    return [node.thenStatement, ...(node.elseStatement ? [node.elseStatement] : [])];
  }
  return ts.isIterationStatement(node, lookInLabeledStatements) ? [node.statement] : [];
}

/** Comments wrap at the width of code, except for URLs, which can't wrap. */
function findWideComments(file: ts.SourceFile): Finding[] {
  const starts = file.getLineStarts();
  const lines = new Set(
    commentsOf(file).flatMap(({ pos, end }) => range(lineOf(pos, file), lineOf(end, file))),
  );
  return [...lines].flatMap((line) => {
    const start = starts[line] ?? 0;
    const text = file.text.slice(start, starts[line + 1]).trimEnd();
    const isWide = [...text].length > maxCommentWidth && !text.includes("://");
    const wanted = `a comment is at most ${maxCommentWidth} columns wide`;
    return isWide ? [{ position: start, wanted }] : [];
  });
}

function commentsOf(file: ts.SourceFile): ts.CommentRange[] {
  return nodesOf(file, file).flatMap((node) => [
    ...(ts.getLeadingCommentRanges(file.text, node.pos) ?? []),
    ...(ts.getTrailingCommentRanges(file.text, node.end) ?? []),
  ]);
}

/**
 * A node and everything inside it, including tokens, since comments can stand beside any of them.
 */
function nodesOf(node: ts.Node, file: ts.SourceFile): ts.Node[] {
  return [node, ...node.getChildren(file).flatMap((child) => nodesOf(child, file))];
}

function lineOf(position: number, file: ts.SourceFile): number {
  return file.getLineAndCharacterOfPosition(position).line;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
