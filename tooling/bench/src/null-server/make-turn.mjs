// What the null server says of a turn.

/** Where it says that it works, and at which second. */
export const cwd = "/recorded/work";
export const at = 1795367494;
const atMs = at * 1000;

/** An id that looks like those of the server. */
export function idOf(prefix, number) {
  return `${prefix}-${String(number).padStart(12, "0")}`;
}

function messageItem(number, text) {
  return {
    type: "agentMessage",
    moderation: null,
    id: `resp_0_item_${number}`,
    text,
    phase: "final_answer",
    memoryCitation: null,
    delivery: null,
    questions: null,
    startedAtMs: atMs,
    completedAtMs: null,
  };
}

/** All that is told of one message of a turn. */
function tellMessage(ids, number, deltas) {
  const item = messageItem(number, "word ".repeat(deltas));
  const delta = { ...ids, itemId: item.id, delta: "word " };
  const completed = { item, ...ids, contentTokenCount: null, completedAtMs: atMs };
  return [
    notification("item/started", { item: messageItem(number, ""), ...ids, startedAtMs: atMs }),
    notification("item/agentMessage/delta", delta).repeat(deltas),
    notification("item/completed", completed),
  ].join("");
}

/** The request to approve one command of a turn. */
export function approvalRequest({ ids, number, id }) {
  const params = {
    kind: "command",
    ...ids,
    itemId: `call_0_item_${number}`,
    startedAtMs: atMs,
    environmentId: "local",
    command: "/bin/bash -lc 'touch made.txt'",
    cwd,
    commandActions: [],
    availableDecisions: ["accept", "cancel"],
  };
  return `${JSON.stringify({ method: "item/commandExecution/requestApproval", id, params })}\n`;
}

/**
 * A turn by its number and its text: its answer, what is told of it at first, how many approvals it
 * needs, and what is told after them.
 */
export function makeTurn(number, threadId, text) {
  const turnId = idOf("01a2043d-e30b-7e63-a672", number);
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
  const ids = { threadId, turnId };
  const [count, kind] = text.split(" ");
  const [messages, deltas] = kind === "items" ? [Number(count), 1] : [1, Number(count)];
  const requests = kind === "requests" ? Number(count) : 0;
  const told = Array.from({ length: messages }, (_, index) =>
    tellMessage(ids, index, requests > 0 ? 1 : deltas),
  );
  const completed = {
    ...turn,
    items: [messageItem(messages - 1, "word ".repeat(deltas))],
    itemsView: "summary",
    status: "completed",
  };
  return {
    threadId,
    text,
    ids,
    requests,
    result: JSON.stringify({ turn }),
    started: notification("turn/started", { threadId, turn }),
    rest: `${told.join("")}${notification("turn/completed", { threadId, turn: completed })}`,
  };
}

/** A line with a notification. */
export function notification(method, params) {
  return `${JSON.stringify({ method, params, emittedAtMs: atMs })}\n`;
}
