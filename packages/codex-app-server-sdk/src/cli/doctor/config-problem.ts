/** Why the configuration can't be loaded. */
export interface ConfigProblem {
  /** The broken file; undefined when the server names none. */
  readonly file: string | undefined;
  /** Counted from 1. */
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly reason: string;
}

/** Finds in what Codex has written to stderr why it could not load its configuration. */
export function findConfigProblem(stderr: string): ConfigProblem | undefined {
  const text = /^Error loading configuration: (.*)$/m.exec(stderr)?.[1]?.trim();
  if (text === undefined) return undefined;
  const [, file, line, column, reason = text] = /^(.+?):(\d+):(\d+): (.*)$/.exec(text) ?? [];
  return {
    file,
    line: line === undefined ? undefined : Number(line),
    column: column === undefined ? undefined : Number(column),
    reason: withoutValues(reason),
  };
}

/**
 * What is quoted may be a value from the file, and so a secret: only names of what is expected or
 * missing are kept.
 */
function withoutValues(reason: string): string {
  const names = /(?:provider|field|one of|or|,) $/;
  return reason.replace(/"[^"]*"?|`[^`]*`?|'[^']*'?/g, (quoted, at: number) =>
    quoted.startsWith("`") && names.test(reason.slice(0, at)) ? quoted : "…",
  );
}
