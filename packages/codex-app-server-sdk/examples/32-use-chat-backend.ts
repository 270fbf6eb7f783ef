// A backend for `useChat` of the AI SDK and for assistant-ui: a page sees commands, changes and
// texts as they come, approves or declines, stops a turn, and finds it again after a reload.
import { serve } from "@hono/node-server";
import { Codex, isCodexError, type Thread } from "codex-app-server-sdk";
import {
  type ApprovalOutcome,
  type Approvals,
  createApprovals,
  toUIMessageResponse,
  toUIMessages,
} from "codex-app-server-sdk/ui";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";

interface Chat {
  readonly thread: Thread;
  readonly approvals: Approvals;
}

/** What `useChat` posts. */
interface ChatRequest {
  readonly id: string;
  readonly messages: readonly { readonly parts: readonly { type: string; text?: string }[] }[];
}

const codex = new Codex();
const chats = new Map<string, Promise<Chat>>();
const app = new Hono();

/** Given at every resume too: the server does not keep all of it. */
const rules = { sandbox: "workspace", approvalPolicy: "untrusted" } as const;

async function startChat(): Promise<Chat> {
  const approvals = createApprovals();
  const thread = await codex.threadStart({ ...rules, handlers: approvals.handlers });
  return { thread, approvals };
}

/** After a restart of this program a chat goes on from what Codex has stored of it. */
async function resumeChat(id: string): Promise<Chat> {
  const approvals = createApprovals();
  const thread = await codex.threadResume(id, { ...rules, handlers: approvals.handlers });
  return { thread, approvals };
}

function chatOf(id: string): Promise<Chat> {
  const known = chats.get(id);
  if (known) return known;
  const chat = resumeChat(id);
  chat.catch(() => chats.delete(id));
  chats.set(id, chat);
  return chat;
}

app.use(
  bodyLimit({
    maxSize: 1_000_000,
    onError: (context) => context.json({ error: "too much at once" }, 413),
  }),
);

app.post("/api/chats", async (context) => {
  const chat = await startChat();
  chats.set(chat.thread.id, Promise.resolve(chat));
  return context.json({ id: chat.thread.id }, 201);
});

app.post("/api/chat", async (context) => {
  const { id, messages } = await context.req.json<ChatRequest>();
  const { thread } = await chatOf(id);
  const text = messages.at(-1)?.parts.map((part) => part.text ?? "") ?? [];
  const turn = await thread.turn(text.join("\n"));
  return toUIMessageResponse(turn);
});

app.get("/api/chat/:id/messages", async (context) => {
  const { thread } = await chatOf(context.req.param("id"));
  const { thread: stored } = await thread.read({ includeTurns: true });
  return context.json(toUIMessages(stored));
});

app.get("/api/chat/:id/stream", async (context) => {
  const { thread } = await chatOf(context.req.param("id"));
  const turn = thread.currentTurn();
  return turn ? toUIMessageResponse(turn) : context.body(null, 204);
});

const outcomes: Readonly<Record<ApprovalOutcome, 200 | 400 | 404 | 409>> = {
  taken: 200,
  answered: 409,
  over: 409,
  unknown: 404,
  unusable: 400,
};

app.post("/api/chat/:id/approvals/:approval", async (context) => {
  const { approvals } = await chatOf(context.req.param("id"));
  const { decision } = await context.req.json();
  const outcome = approvals.answer(context.req.param("approval"), decision);
  return context.json({ outcome }, outcomes[outcome]);
});

app.delete("/api/chat/:id/turn", async (context) => {
  const { thread } = await chatOf(context.req.param("id"));
  await thread.currentTurn()?.interrupt();
  return context.body(null, 204);
});

const statuses: Readonly<Record<string, number>> = {
  THREAD_NOT_FOUND: 404,
  TURN_IN_PROGRESS: 409,
  OPTIONS_INVALID: 400,
};

app.onError((error) => {
  const status = (isCodexError(error) && statuses[error.code]) || 500;
  return Response.json({ error: status === 500 ? "internal error" : error.message }, { status });
});

const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
  console.log(`http://127.0.0.1:${port}`);
});

process.once("SIGTERM", () => {
  server.close();
  void codex.close();
});
