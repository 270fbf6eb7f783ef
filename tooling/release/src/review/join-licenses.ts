import parse, { type Info } from "spdx-expression-parse";

/**
 * One SPDX expression for something that consists of several parts: all of their terms, each once.
 * Throws if a part's expression is none.
 */
export function joinLicenses(expressions: readonly string[]): string {
  const terms = expressions.flatMap((expression) => termsOf(parse(expression)));
  return [...new Set(terms)].join(" AND ");
}

function termsOf(info: Info): string[] {
  if ("license" in info) return [render(info)];
  if (info.conjunction === "or") return [`(${render(info)})`];
  return [...termsOf(info.left), ...termsOf(info.right)];
}

function render(info: Info): string {
  if ("license" in info) {
    const { license, plus, exception } = info;
    return `${license}${plus ? "+" : ""}${exception ? ` WITH ${exception}` : ""}`;
  }
  const sides = [info.left, info.right].map((side) =>
    "conjunction" in side && side.conjunction !== info.conjunction
      ? `(${render(side)})`
      : render(side),
  );
  return sides.join(info.conjunction === "or" ? " OR " : " AND ");
}
