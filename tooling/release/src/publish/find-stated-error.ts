import { asRecord, isRecord } from "../json/is-record.js";

/** The failure that npm states when it runs with `--json`. */
export interface StatedError {
  /** Such as `E413`; null if there is none. */
  code: string | null;
  summary: string;
}

/**
 * Finds the failure in npm's output, which may hold other lines before and behind it. Null if npm
 * failed before it could state one.
 */
export function findStatedError(output: string): StatedError | null {
  const lines = output.split(/\r?\n/);
  const starts = lines.flatMap((line, index) => (line.startsWith("{") ? [index] : []));
  for (const start of starts.reverse()) {
    for (let end = lines.length; end > start; end -= 1) {
      if (!lines[end - 1]?.endsWith("}")) continue;
      const { error } = asRecord(parse(lines.slice(start, end).join("\n")));
      if (!isRecord(error)) continue;
      const { code, summary } = error;
      return {
        code: typeof code === "string" ? code : null,
        summary: typeof summary === "string" ? summary : "",
      };
    }
  }
  return null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
