import type { ModelRequest } from "codex-app-server-sdk/testing";

/** What users and agents have said, of what the model is asked with. */
export function saidIn({ input }: ModelRequest): string[] {
  return input.flatMap(({ type, role, content }) => {
    if (type !== "message" || (role !== "user" && role !== "assistant")) return [];
    const parts = Array.isArray(content) ? content : [];
    const text = parts.map((part: { text?: unknown }) => String(part.text)).join("");
    // What Codex says by itself.
    return text.startsWith("<") ? [] : [text];
  });
}
