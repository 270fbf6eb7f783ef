/**
 * The sentence in a message that wraps an answer in JSON, as model providers give it: the innermost
 * message in place of the JSON. JSON that says nothing to people is left out.
 */
export function withoutJson(message: string): string {
  const start = message.search(/[{[]\s*["{[]/);
  if (start < 0) return message;
  const before = message.slice(0, start);
  const end = Math.max(message.lastIndexOf("}"), message.lastIndexOf("]")) + 1;
  const parsed = parse(message.slice(start, end));
  // What can't be read may have been cut anywhere: nothing after its beginning is a sentence.
  const [inner, after] = parsed ? [sentenceIn(parsed.value), message.slice(end)] : ["", ""];
  const sentence = `${before}${inner}${after}`.trim().replace(/[\s:,]+$/, "");
  // More of it may follow.
  return sentence === "" ? "the answer was no sentence" : withoutJson(sentence);
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Where providers put what they say. */
const keys = ["error", "message", "detail", "error_description", "errors", "title"];

function sentenceIn(value: unknown): string {
  if (typeof value === "string") return withoutJson(value);
  if (typeof value !== "object" || value === null) return "";
  const inner = Array.isArray(value)
    ? value
    : keys.map((key) => (value as Readonly<Record<string, unknown>>)[key]);
  return inner.map(sentenceIn).find((sentence) => sentence !== "") ?? "";
}
