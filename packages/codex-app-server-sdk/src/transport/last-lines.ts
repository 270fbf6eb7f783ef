/**
 * The last lines of a text that fit, after a mark that there were more, or its last words if no
 * line fits: half a secret would not be recognised as one.
 */
export function lastLines(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const rest = text.slice(-maxLength);
  const words = rest.trimEnd();
  const gap = words.includes("\n") ? words.indexOf("\n") : words.search(/\s/);
  return `…${rest.slice(Math.max(gap, 1))}`;
}
