/**
 * The version of the server, out of its user agent, which is the client's name, a slash, the
 * version and more. A name may contain slashes, spaces and what looks like a version. Null when
 * there is none.
 */
export function serverVersion(userAgent: unknown, clientName: string): string | null {
  const text = String(userAgent);
  const name = `${clientName}/`;
  const afterName = text.startsWith(name) ? text.slice(name.length) : "";
  return /^\d+\.\d+\.\d+[^\s/]*/.exec(afterName)?.[0] ?? lastVersionOf(text);
}

/**
 * For a server that spells the name otherwise: what stands before the description of its system.
 */
function lastVersionOf(text: string): string | null {
  return /\/(\d+\.\d+\.\d+[^\s/]*)(?=\s\(|$)/.exec(text)?.[1] ?? null;
}
