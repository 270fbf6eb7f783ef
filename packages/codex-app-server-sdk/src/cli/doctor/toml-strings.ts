const pair = /([\w.-]+|"[^"\n]*")\s*=\s*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)')/g;

/**
 * The texts in a TOML file by their dotted names, as far as they stand in one line. It is no
 * parser: the file may be broken, and only secrets are looked for in what comes out.
 */
export function tomlStrings(toml: string): [name: string, value: string][] {
  let table = "";
  return toml.split("\n").flatMap((line) => {
    table = /^\s*\[+([^\]]+)\]/.exec(line)?.[1] ?? table;
    // An inline table has a name of its own, before those in it.
    const outer = /^\s*([\w."-]+)\s*=\s*\{/.exec(line)?.[1];
    return [...line.matchAll(pair)].map(([, name = "", text, literal]) => {
      const path = [table, outer, name].filter(Boolean).join(".").replaceAll('"', "");
      return [path, text ?? literal ?? ""] as [string, string];
    });
  });
}
