#!/usr/bin/env node
// An app-server without a model: it answers at once, and the text of a turn says what the turn has.
// `100` = one message in 100 deltas, `100 items` = 100 messages, `100 requests` = 100 commands, for
// all of which it asks for approval before it waits for the first answer.

import { approvalRequest, at, cwd, idOf, makeTurn, notification } from "./make-turn.mjs";

const thread = {
  environments: [],
  extra: null,
  forkedFromId: null,
  attachedToThreadId: null,
  parentThreadId: null,
  preview: "",
  ephemeral: false,
  section: null,
  sectionEnteredAt: null,
  projectId: null,
  historyMode: "paginated",
  modelProvider: "null",
  model: "null",
  reasoningEffort: null,
  createdAt: at,
  updatedAt: at,
  recencyAt: at,
  status: { type: "idle" },
  path: null,
  cwd,
  cliVersion: "0.0.0",
  originator: "bench",
  source: "vscode",
  canAcceptDirectInput: true,
  threadSource: null,
  agentNickname: null,
  agentRole: null,
  gitInfo: null,
  name: null,
  daybreakEnabled: null,
  turns: [],
};

const threadStarted = {
  model: "null",
  modelProvider: "null",
  serviceTier: null,
  disabledPluginIds: [],
  cwd,
  runtimeWorkspaceRoots: [cwd],
  instructionSources: [],
  approvalPolicy: "never",
  approvalsReviewer: "user",
  sandbox: { type: "readOnly", networkAccess: false },
  activePermissionProfile: null,
  reasoningEffort: null,
  multiAgentMode: "explicitRequestOnly",
};

const initialized = {
  userAgent: "null-server",
  codexHome: "/recorded/codex-home",
  platformFamily: "unix",
  platformOs: "linux",
};

let threads = 0;

function startThread() {
  const id = idOf("01a2043d-e2f7-7361-974d", threads++);
  return { ...threadStarted, thread: { ...thread, id, sessionId: id } };
}

let turns = 0;
let nextTurn = makeTurn(turns, "", "0");

/** Answers at once with a turn that was made ready beforehand, and makes the next one ready. */
function startTurn(id, { threadId, input }) {
  const { text } = input[0];
  const isReady = nextTurn.text === text && nextTurn.threadId === threadId;
  const turn = isReady ? nextTurn : makeTurn(turns, threadId, text);
  const { result, started, requests, rest } = turn;
  const now = requests === 0 ? rest : askForApprovals(turn);
  process.stdout.write(`{"id":${id},"result":${result}}\n${started}${now}`);
  turns += 1;
  nextTurn = makeTurn(turns, threadId, text);
}

let requests = 0;
/** The turn of each request that was not answered yet. */
const asked = new Map();

function askForApprovals(turn) {
  const open = { turn, left: turn.requests };
  const lines = Array.from({ length: turn.requests }, (_, number) => {
    const id = requests++;
    asked.set(id, open);
    return approvalRequest({ ids: turn.ids, number, id });
  });
  return lines.join("");
}

/** The turn goes on when the last of its requests was answered. */
function takeAnswer(requestId) {
  const open = asked.get(requestId);
  if (!open) return;
  asked.delete(requestId);
  open.left -= 1;
  const { ids, rest } = open.turn;
  const { threadId } = ids;
  const resolved = notification("serverRequest/resolved", { threadId, requestId });
  process.stdout.write(`${resolved}${open.left === 0 ? rest : ""}`);
}

function answer(id, result) {
  process.stdout.write(`${JSON.stringify({ id, result })}\n`);
}

function receive({ id, method, params }) {
  if (method === "initialize") answer(id, initialized);
  if (method === "thread/start") answer(id, startThread());
  if (method === "turn/start") startTurn(id, params);
  if (method === "thread/loaded/list") answer(id, { data: [], nextCursor: null });
  if (method === undefined) takeAnswer(id);
}

let rest = "";
process.stdin.setEncoding("utf8").on("data", (chunk) => {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) receive(JSON.parse(line));
});
