import type * as wire from "codex-app-server-sdk/protocol";
import type { Handlers } from "../handlers/handlers.js";
import type { ApprovalDecision, ApprovalKind, ApprovalParams } from "./pending-approval.js";

/** What the handler of a kind answers to the server. */
export type AnswerOf<Kind extends ApprovalKind> = Awaited<ReturnType<NonNullable<Handlers[Kind]>>>;

type Maker<Kind extends ApprovalKind> = (
  decision: ApprovalDecision,
  params: ApprovalParams[Kind],
) => AnswerOf<Kind> | undefined;

const words: ReadonlySet<unknown> = new Set(["accept", "acceptForSession", "decline", "cancel"]);

/** Makes the server's answer of a person's, by kind; undefined where it can't be one. */
export const answerMakers: { readonly [Kind in ApprovalKind]: Maker<Kind> } = {
  commandApproval: decided,
  fileChangeApproval: decided,
  permissionsApproval: granted,
  mcpToolApproval: called,
  elicitation: filledIn,
  userInput: told,
};

type Word = Extract<ApprovalDecision, string>;

/** The answer comes from a page: its type is a hope. */
function wordOf(decision: ApprovalDecision): Word | undefined {
  return words.has(decision) ? (decision as Word) : undefined;
}

function decided(decision: ApprovalDecision): { decision: Word } | undefined {
  const word = wordOf(decision);
  return word && { decision: word };
}

function granted(
  decision: ApprovalDecision,
  { permissions }: wire.PermissionsRequestApprovalParams,
): wire.PermissionsRequestApprovalResponse | undefined {
  const word = wordOf(decision);
  if (word === "accept") return { permissions, scope: "turn" };
  if (word === "acceptForSession") return { permissions, scope: "session" };
  return word && { permissions: {}, scope: "turn" };
}

function called(decision: ApprovalDecision): wire.McpServerElicitationRequestResponse | undefined {
  const word = wordOf(decision);
  if (word === "acceptForSession") return { ...answered("accept"), _meta: { persist: "session" } };
  return word && answered(word);
}

function answered(
  action: Exclude<Word, "acceptForSession">,
  content: unknown = null,
): wire.McpServerElicitationRequestResponse {
  return { action, content, _meta: null };
}

/** A page to visit is accepted by a word, a form with its content. */
function filledIn(
  decision: ApprovalDecision,
  params: wire.McpServerElicitationRequestParams,
): wire.McpServerElicitationRequestResponse | undefined {
  const word = wordOf(decision);
  if (word === "decline" || word === "cancel") return answered(word);
  if (word === "accept" && params.mode === "url") return answered("accept");
  return has(decision, "content") ? answered("accept", decision.content) : undefined;
}

function told(decision: ApprovalDecision): wire.ToolRequestUserInputResponse | undefined {
  const word = wordOf(decision);
  if (word === "decline" || word === "cancel") return { answers: {} };
  if (!has(decision, "answers") || !isObject(decision.answers)) return undefined;
  const entries = Object.entries(decision.answers);
  if (!entries.every(([, answers]) => isListOfTexts(answers))) return undefined;
  return {
    answers: Object.fromEntries(entries.map(([id, answers]) => [id, { answers: [...answers] }])),
  };
}

function has<K extends string>(
  decision: ApprovalDecision,
  key: K,
): decision is Extract<ApprovalDecision, Record<K, unknown>> {
  return isObject(decision) && Object.hasOwn(decision, key);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isListOfTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}
