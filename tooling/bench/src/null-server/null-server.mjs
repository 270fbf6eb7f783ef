#!/usr/bin/env node
// An app-server without a model: it answers at once, and the text of a turn says how many deltas
// its one message has.

const threadId = "01a2043d-e2f7-7361-974d-eb56a4b9aa24";
const itemId = "resp_0_item_0";
const cwd = "/recorded/work";
const at = 1795367494;
const atMs = at * 1000;

const thread = {
  id: threadId,
  environments: [],
  extra: null,
  sessionId: threadId,
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
  thread,
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

function messageItem(text) {
  return {
    type: "agentMessage",
    moderation: null,
    id: itemId,
    text,
    phase: "final_answer",
    memoryCitation: null,
    delivery: null,
    questions: null,
    startedAtMs: atMs,
    completedAtMs: null,
  };
}

/** The answer to the request for a turn, and everything that is told of the turn. */
function makeTurn(number, deltas) {
  const turnId = `01a2043d-e30b-7e63-a672-${String(number).padStart(12, "0")}`;
  const turn = {
    id: turnId,
    rootTurnId: turnId,
    items: [],
    itemsView: "notLoaded",
    status: "inProgress",
    error: null,
    startedAt: at,
    completedAt: null,
    durationMs: null,
  };
  const item = messageItem("word ".repeat(deltas));
  const ids = { threadId, turnId };
  const completed = { ...turn, items: [item], itemsView: "summary", status: "completed" };
  const notifications = [
    notification("turn/started", { threadId, turn }),
    notification("item/started", { item: messageItem(""), ...ids, startedAtMs: atMs }),
    notification("item/agentMessage/delta", { ...ids, itemId, delta: "word " }).repeat(deltas),
    notification("item/completed", {
      item,
      ...ids,
      contentTokenCount: null,
      completedAtMs: atMs,
    }),
    notification("turn/completed", { threadId, turn: completed }),
  ];
  return { deltas, result: JSON.stringify({ turn }), notifications: notifications.join("") };
}

function notification(method, params) {
  return `${JSON.stringify({ method, params, emittedAtMs: atMs })}\n`;
}

let turns = 0;
let nextTurn = makeTurn(turns, 0);

/** Answers at once with a turn that was made ready beforehand, and makes the next one ready. */
function startTurn(id, { input }) {
  const deltas = Number(input[0].text);
  const turn = nextTurn.deltas === deltas ? nextTurn : makeTurn(turns, deltas);
  process.stdout.write(`{"id":${id},"result":${turn.result}}\n${turn.notifications}`);
  turns += 1;
  nextTurn = makeTurn(turns, deltas);
}

function answer(id, result) {
  process.stdout.write(`${JSON.stringify({ id, result })}\n`);
}

function receive({ id, method, params }) {
  if (method === "initialize") answer(id, initialized);
  if (method === "thread/start") answer(id, threadStarted);
  if (method === "turn/start") startTurn(id, params);
}

let rest = "";
process.stdin.setEncoding("utf8").on("data", (chunk) => {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) receive(JSON.parse(line));
});
