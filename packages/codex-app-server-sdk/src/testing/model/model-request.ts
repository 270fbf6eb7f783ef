import { meaningOf } from "../../diagnostics/secret-names.js";
import { type ModelTool, offeredTools } from "./offered-tools.js";

/** One request that Codex sent to the stand-in model. */
export interface ModelRequest {
  /** Its position among all requests to this server, from 0. */
  readonly index: number;
  /** The HTTP method. */
  readonly method: string;
  /** The path with the query, for example `/v1/responses`. */
  readonly path: string;
  /** The headers, with names in lower case. Authorization, cookies and keys read `[redacted]`. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body, or its text when it is not a JSON object. */
  readonly body: Readonly<Record<string, unknown>> | string;
  /** The entries of `input` in the body: the conversation so far. */
  readonly input: readonly Readonly<Record<string, unknown>>[];
  /**
   * What the model was told besides the conversation: the texts of all developer messages in
   * `input`, in order, separated by empty lines. Codex puts `baseInstructions` (or its own) in the
   * first one and `developerInstructions` in the next, followed by what it says about skills,
   * agents and modes. A top-level `instructions` of the body comes first; Codex 0.169 sends none.
   */
  readonly instructions: string;
  /**
   * The tools that the model was offered, those that an earlier `tool_search` found included. Codex
   * has more for some models, which programs written by the model call; those are not in here.
   */
  readonly tools: readonly ModelTool[];
  /** The id of the thread whose turn sent the request, from the `thread-id` header. */
  readonly threadId: string | undefined;
  /** Text of the last user message; undefined when there is none. */
  readonly userText: string | undefined;
  /** When the request arrived, in milliseconds since the epoch. */
  readonly receivedAtMs: number;
  /**
   * Resolves when the answer is over: `answered` when it was written completely, `aborted` when
   * Codex left before.
   */
  readonly ended: Promise<"answered" | "aborted">;
  /**
   * Returns the output of the tool call with this id, as text; undefined when the request has none.
   */
  toolOutput(callId: string): string | undefined;
}

/** Makes a `ModelRequest` from the parts of an HTTP request. */
export function modelRequest(
  raw: Pick<ModelRequest, "index" | "method" | "path" | "ended"> & {
    headers: RawHeaders;
    bodyText: string;
  },
): ModelRequest {
  const { bodyText, headers, ...rest } = raw;
  const parsed = parseObject(bodyText);
  const body = parsed ?? bodyText;
  const input = Array.isArray(parsed?.input) ? parsed.input.filter(isObject) : [];
  return {
    ...rest,
    headers: redactedHeaders(headers),
    body,
    input,
    instructions: instructionsIn(parsed?.instructions, input),
    tools: offeredTools(parsed ?? {}, input),
    threadId: headers["thread-id"]?.toString(),
    userText: lastUserText(input),
    receivedAtMs: Date.now(),
    toolOutput: (callId) => toolOutput(input, callId),
  };
}

type RawHeaders = Readonly<Record<string, string | string[] | undefined>>;

function redactedHeaders(headers: RawHeaders): ModelRequest["headers"] {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    meaningOf(name) === "secret" ? "[redacted]" : String(value),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function instructionsIn(topLevel: unknown, input: ModelRequest["input"]): string {
  const told = input
    .filter(({ type, role }) => type === "message" && role === "developer")
    .map(({ content }) => textsOf(content).join("\n\n"));
  return [...(typeof topLevel === "string" ? [topLevel] : []), ...told].join("\n\n");
}

function lastUserText(input: ModelRequest["input"]): string | undefined {
  const last = input.findLast((item) => item.type === "message" && item.role === "user");
  return last && textOf(last.content);
}

function toolOutput(input: ModelRequest["input"], callId: string): string | undefined {
  const item = input.find(
    ({ type, call_id }) => `${type}`.endsWith("_output") && call_id === callId,
  );
  return item && textOf(item.output);
}

/** The text of a string or of a list of content parts; anything else as JSON. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  return Array.isArray(content) ? textsOf(content).join("") : JSON.stringify(content);
}

/** The texts of a list of content parts, or of what is a text itself. */
function textsOf(content: unknown): string[] {
  const parts: unknown[] = Array.isArray(content) ? content : [{ text: content }];
  return parts.flatMap((part) => {
    const text = isObject(part) ? part.text : undefined;
    return typeof text === "string" ? [text] : [];
  });
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // not JSON; the body is the text itself then
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
