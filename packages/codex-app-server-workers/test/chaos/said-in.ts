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

/** The ids of the calls of commands that ran, of what the model is asked with. */
export function ranIn({ input }: ModelRequest): string[] {
  const outputs = input.filter(({ type }) => type === "function_call_output");
  const ran = outputs.filter(({ output }) => JSON.stringify(output).includes("exited with code 0"));
  return ran.map(({ call_id }) => String(call_id));
}
