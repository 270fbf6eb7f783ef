import { randomUUID } from "node:crypto";
import { type ApprovalOutcome, toUIMessageResponse, toUIMessages } from "codex-app-server-sdk/ui";
import { Hono } from "hono";
import type { ChatHistory, ChatList, ChatMessage } from "../chat-api.js";
import type { Chats } from "./chats.js";

/** So many turns of a chat are shown. */
const maxTurns = 50;

const outcomes: Readonly<Record<ApprovalOutcome, 200 | 400 | 404 | 409>> = {
  taken: 200,
  answered: 409,
  over: 409,
  unknown: 404,
  unusable: 400,
};

/** What the page asks for: `/chats` for itself, `/chat` as `useChat` does. */
export function createApi(chats: Chats): Hono {
  const backend = randomUUID();
  const api = new Hono();

  api.get("/chats", async (context) => {
    const { folder } = chats;
    return context.json<ChatList>({ backend, folder, chats: await chats.list() });
  });

  api.post("/chats", async (context) => context.json({ id: await chats.start() }, 201));

  api.get("/chats/:id", async (context) => {
    const { thread, turn } = await chats.get(context.req.param("id"));
    const newest = await thread.turns({ itemsView: "full", limit: maxTurns });
    const messages = toUIMessages({ id: thread.id, turns: newest.data.reverse() });
    return context.json<ChatHistory>({ messages, isRunning: turn !== null });
  });

  api.post("/chat", async (context) => {
    const { id, messages } = await context.req.json<{ id: string; messages: ChatMessage[] }>();
    const chat = await chats.get(id);
    const parts = messages.at(-1)?.parts ?? [];
    const text = parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
    return toUIMessageResponse(await chat.say(text));
  });

  api.get("/chat/:id/stream", async (context) => {
    const { turn } = await chats.get(context.req.param("id"));
    return turn ? toUIMessageResponse(turn) : context.body(null, 204);
  });

  api.delete("/chat/:id/turn", async (context) => {
    const { turn } = await chats.get(context.req.param("id"));
    await turn?.interrupt();
    return context.body(null, 204);
  });

  api.post("/chat/:id/approvals/:approval", async (context) => {
    const { approvals } = await chats.get(context.req.param("id"));
    const { decision } = await context.req.json();
    const outcome = approvals.answer(context.req.param("approval"), decision);
    return context.text(outcome, outcomes[outcome]);
  });

  return api;
}
