/**
 * The words of a command line that a POSIX shell would make of it without expanding anything;
 * undefined when it would do more than that, or when a quote is open.
 */
export function shellWords(text: string): string[] | undefined {
  const words: string[] = [];
  let rest = text.trim();
  while (rest !== "") {
    const match = word.exec(rest);
    if (!match) return undefined;
    words.push(unquoted(match[0]));
    rest = rest.slice(match[0].length).trimStart();
  }
  return words;
}

/** One word: pieces without a special character, escaped ones, and quoted pieces. */
const word = /^(?:[\w+=:.,@%/-]|\\.|'[^']*'|"(?:[^"$`\\]|\\[\s\S])*")+(?=\s|$)/;

const piece = /\\([\s\S])|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|([^\\'"]+)/g;

function unquoted(quoted: string): string {
  return quoted.replaceAll(
    piece,
    (_, escaped?: string, single?: string, double?: string, plain?: string) =>
      escaped ?? single ?? double?.replaceAll(/\\([$`"\\\n])/g, "$1") ?? plain ?? "",
  );
}
