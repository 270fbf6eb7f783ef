// A chat backend over HTTP: a page may open the events of a running turn again at any time.
import { serve } from "@hono/node-server";
import { Codex, isCodexError, type Thread, type TurnHandle } from "codex-app-server-sdk";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";

interface Chat {
  readonly thread: Thread;
  turn?: TurnHandle;
}

const codex = new Codex();
const chats = new Map<string, Promise<Chat>>();
const app = new Hono();

/** After a restart of this program a chat goes on from what Codex has stored of it. */
function chatOf(id: string): Promise<Chat> {
  const known = chats.get(id);
  if (known) return known;
  const chat = codex.threadResume(id).then((thread): Chat => ({ thread }));
  chat.catch(() => chats.delete(id));
  chats.set(id, chat);
  return chat;
}

app.post("/chats", async (context) => {
  const thread = await codex.threadStart({ sandbox: "read-only" });
  chats.set(thread.id, Promise.resolve({ thread }));
  return context.json({ id: thread.id }, 201);
});

app.post("/chats/:id/turns", async (context) => {
  const chat = await chatOf(context.req.param("id"));
  chat.turn = await chat.thread.turn(await context.req.text());
  return context.json({ id: chat.turn.id }, 202);
});

app.get("/chats/:id/events", async (context) => {
  const { turn } = await chatOf(context.req.param("id"));
  if (!turn) return context.body(null, 204);
  return streamSSE(context, async (stream) => {
    for await (const event of turn.events({ from: "start" })) {
      if (stream.aborted) break; // The page is gone; the turn goes on.
      await stream.writeSSE({ event: event.type, data: JSON.stringify(event) });
    }
  });
});

app.delete("/chats/:id/turn", async (context) => {
  const { turn } = await chatOf(context.req.param("id"));
  await turn?.interrupt();
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
