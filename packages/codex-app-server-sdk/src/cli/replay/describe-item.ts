import { commandText } from "../../index.js";
import type { Block } from "./block.js";
import { asList, asRecord, asText, inLine } from "./json-parts.js";

type Item = Readonly<Record<string, unknown>>;
type Description = Pick<Block, "kind" | "text">;

/** How many lines of a command's output are shown: its last ones. */
const maxOutputLines = 20;

/** Says what an item of a thread is. `isOpen` when the record does not have its end. */
export function describeItem(item: Item, isOpen = false): Description | undefined {
  const type = asText(item.type);
  const describe = Object.hasOwn(descriptions, type) ? descriptions[type] : undefined;
  const described = describe ? describe(item, isOpen) : { kind: "note" as const, text: type };
  if (described === undefined || described.text === "") return undefined;
  return isOpen ? { ...described, text: `${described.text}\n(not finished)` } : described;
}

const descriptions: Readonly<
  Record<string, (item: Item, isOpen: boolean) => Description | undefined>
> = {
  userMessage: ({ content }) => ({
    kind: "prompt",
    text: asList(content).map(inputText).join("\n"),
  }),
  agentMessage: ({ text }) => ({ kind: "message", text: asText(text) }),
  plan: ({ text }) => ({ kind: "message", text: asText(text) }),
  reasoning: ({ summary }) => ({ kind: "thought", text: asList(summary).map(inLine).join("\n") }),
  commandExecution: command,
  fileChange: ({ changes, status }) => ({
    kind: "change",
    text: [...changeLines(changes), ...unlessCompleted(status)].join("\n"),
  }),
  mcpToolCall: ({ server, ...item }) => toolCall(`${asText(server)}.${asText(item.tool)}`, item),
  dynamicToolCall: (item) => toolCall(asText(item.tool), item),
  collabAgentToolCall: (item) => toolCall(asText(item.tool), { ...item, arguments: item.prompt }),
  subAgentActivity: ({ kind, agentPath, agentThreadId }) => ({
    kind: "note",
    text: `sub-agent ${inLine(agentPath)} (${asText(agentThreadId)}): ${inLine(kind)}`,
  }),
  webSearch: ({ query }) => ({ kind: "tool", text: `web search ${asText(query)}` }),
  imageView: ({ path }) => ({ kind: "tool", text: `looks at ${asText(path)}` }),
  contextCompaction: () => ({ kind: "note", text: "the conversation was compacted" }),
  enteredReviewMode: ({ review }) => ({ kind: "note", text: `review: ${asText(review)}` }),
  // The agent's message says the same.
  exitedReviewMode: () => undefined,
};

function inputText(input: unknown): string {
  const { type, text, ...rest } = asRecord(input);
  if (type === "text") return asText(text);
  return `[${asText(type)} ${inLine(rest.path ?? rest.url ?? rest.name)}]`;
}

function command(item: Item, isOpen: boolean): Description {
  const lines = asText(item.aggregatedOutput).trimEnd().split("\n");
  const shown = lines.slice(-maxOutputLines);
  const before = lines.length - shown.length;
  const text = [
    commandOf(item),
    ...(before > 0 ? [`… ${before} lines before`] : []),
    ...shown.filter((line, index) => line !== "" || index > 0),
    ...(isOpen ? [] : [outcomeOf(item)]),
  ];
  return { kind: "command", text: text.join("\n") };
}

/** The command without the shell that runs it. */
export function commandOf({ command: written }: Item): string {
  return commandText({ command: asText(written) });
}

function outcomeOf({ exitCode, status }: Item): string {
  return typeof exitCode === "number" ? `exit code ${exitCode}` : inLine(status);
}

/** One line for each file. */
export function changeLines(changes: unknown): string[] {
  return asList(changes).map((change) => {
    const { path, kind } = asRecord(change);
    return `${asText(asRecord(kind).type) || inLine(kind)} ${asText(path)}`;
  });
}

function unlessCompleted(status: unknown): string[] {
  return status === "completed" ? [] : [`(${inLine(status)})`];
}

function toolCall(name: string, { arguments: given, ...item }: Item): Description {
  const said = item.error ?? item.contentItems ?? asRecord(item.result).content;
  const result = typeof said === "object" ? resultText(said) : inLine(said);
  const outcome = [inLine(item.status), result].filter(Boolean).join(": ");
  return { kind: "tool", text: `${name} ${inLine(given)}\n${outcome}` };
}

/** The texts in a result, else all of it. */
function resultText(result: unknown): string {
  const message = asText(asRecord(result).message);
  const texts = asList(result).map((part) => asText(asRecord(part).text));
  return message || texts.filter(Boolean).join("\n") || inLine(result);
}
