import { redacted } from "./credentials.js";
import { isSecret, meaningOf } from "./secret-names.js";

/**
 * A name and what stands between it and its value, as in `name=value`, `"name": "value"` or JSON
 * within JSON. A match begins only where a name does: to begin anew at each letter of a long run
 * would cost the square of its length.
 */
const nameOfValue = /(?<![\w.-])([\w.-]+)\\*["'`]?[ \t]*(?:={1,3}|:=|:(?!:))[ \t]*/g;

/**
 * Replaces the value in `name=value`, `"name": "value"` and the like where the name is one of a
 * secret. Costs time linear in the text.
 */
export function withoutNamed(text: string): string {
  let clean = "";
  let end = 0;
  for (const match of text.matchAll(nameOfValue)) {
    const [{ length }, name = ""] = match;
    // What is part of a value is no name.
    const meaning = match.index < end ? "plain" : meaningOf(name);
    if (meaning === "plain") continue;
    const value = findValue(text, match.index + length, name);
    const found = text.slice(value.start, value.end);
    if (!isSecret(meaning, found) || isHarmless(found, name)) continue;
    clean += text.slice(end, value.start) + redacted;
    end = value.end;
  }
  return clean + text.slice(end);
}

interface Range {
  start: number;
  end: number;
}

/** Finds the value that begins at `at`, without quotation marks around it. */
function findValue(text: string, at: number, name: string): Range {
  const quoteAt = skip(text, at, "\\");
  const quote = text[quoteAt] ?? "";
  if (quote !== "" && "\"'`".includes(quote)) {
    const start = quoteAt + 1;
    const end = quoteAt > at ? text.indexOf(quote, start) : endOfQuoted(text, start, quote);
    return { start, end: trimEnd(text, start, end < 0 ? text.length : end, "\\") };
  }
  if (quote === "[" || quote === "{") return { start: at, end: endOf(text, at, /[\]}]/g) + 1 };
  if (header.test(name)) return { start: at, end: endOf(text, at, /["'`\r\n]/g) };
  const end = endOf(text, schemeEnd(text, at), /[\s"'`]/g);
  return { start: at, end: trimEnd(text, at, end, ",;)]}>.") };
}

/** Their values go on to the end of the line. */
const header = /(?:authorization|cookie)s?$/i;

function schemeEnd(text: string, at: number): number {
  const [scheme = ""] = /^(?:Bearer|Basic)[ \t]/i.exec(text.slice(at, at + 7)) ?? [];
  return at + scheme.length;
}

function endOf(text: string, from: number, end: RegExp): number {
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}

/** By hand, because V8 throws when a pattern has to remember millions of escape sequences. */
function endOfQuoted(text: string, from: number, quote: string): number {
  let at = from;
  while (at < text.length && text[at] !== quote) at += text[at] === "\\" ? 2 : 1;
  return at;
}

function skip(text: string, from: number, characters: string): number {
  let at = from;
  while (at < text.length && characters.includes(text[at] as string)) at += 1;
  return at;
}

function trimEnd(text: string, start: number, end: number, characters: string): number {
  let at = Math.min(end, text.length);
  while (at > start && characters.includes(text[at - 1] as string)) at -= 1;
  return at;
}

/** Nothing at all, a literal, or a number of things, such as `"totalTokens": 3`. */
function isHarmless(value: string, name: string): boolean {
  if (/^(?:null|undefined|none|true|false|)$/i.test(value)) return true;
  return /s$/i.test(name) && /^\d{1,15}(?:\.\d{1,15})?$/.test(value);
}
