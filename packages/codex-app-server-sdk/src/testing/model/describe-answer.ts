import type { AnswerPart, Deltas } from "./model-answer.js";

/** An answer for a message to the author of a test: what would be written to script it. */
export function describeAnswer(parts: readonly AnswerPart[]): string {
  return parts.length === 0 ? "an empty answer" : parts.map(describePart).join(", ");
}

function describePart(part: AnswerPart): string {
  const callee = part.kind === "gate" ? "createGate" : part.kind;
  return `${callee}(${shortened(argument(part))})`;
}

function argument(part: AnswerPart): string {
  switch (part.kind) {
    case "message":
      return quoted(part.deltas);
    case "reasoning":
      return quoted(part.summary);
    case "functionCall":
      return `"${part.name}", ${part.arguments}`;
    case "customToolCall":
      return `"${part.name}", ${JSON.stringify(part.input)}`;
    case "toolSearch":
      return JSON.stringify(part.query);
    case "httpError":
      return String(part.status);
    case "failed":
      return `"${part.code}"`;
    case "incomplete":
      return `"${part.reason}"`;
    case "rawEvent":
      return `"${part.event.type}"`;
    default:
      return "";
  }
}

function quoted(deltas: Deltas): string {
  const pieces = typeof deltas === "string" ? [deltas] : deltas;
  return JSON.stringify(pieces.filter((piece) => typeof piece === "string").join(""));
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
