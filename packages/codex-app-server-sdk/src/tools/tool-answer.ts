import type * as wire from "codex-app-server-sdk/protocol";
import { findOddValue } from "./find-odd-value.js";

/** More text than that would only fill the model's context. */
const maxTextLength = 1_000_000;

/** Images are sent as text too, which is longer. */
const maxContentLength = 20_000_000;

/** What the model is told of a tool's result. Throws for what it can't be told. */
export function toolAnswer(result: unknown): wire.DynamicToolCallResponse {
  if (result instanceof Error) throw result;
  if (result === undefined) return textAnswer("(no result)");
  if (typeof result === "string") return textAnswer(result);
  const odd = findOddValue(result, "The tool's result");
  if (odd) throw new Error(odd);
  if (isContent(result)) return contentAnswer(result);
  return textAnswer(JSON.stringify(result) ?? "(no result)");
}

function textAnswer(text: string): wire.DynamicToolCallResponse {
  refuseLongerThan(maxTextLength, text.length);
  return { contentItems: [{ type: "inputText", text }], success: true };
}

function contentAnswer({ contentItems, success = true }: Content): wire.DynamicToolCallResponse {
  refuseLongerThan(maxContentLength, JSON.stringify(contentItems).length);
  return { contentItems, success };
}

interface Content {
  readonly contentItems: wire.DynamicToolCallOutputContentItem[];
  readonly success?: boolean;
}

function isContent(result: unknown): result is Content {
  return Array.isArray((result as { contentItems?: unknown } | null)?.contentItems);
}

function refuseLongerThan(longest: number, length: number): void {
  if (length <= longest) return;
  throw new Error(
    `The tool's result has ${length} characters, more than the ${longest} that are possible: ask for less.`,
  );
}
