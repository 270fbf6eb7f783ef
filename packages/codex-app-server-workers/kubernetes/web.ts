// The web tier: sends messages to threads, and shows pages what happens, from wherever it runs.
import { serve } from "@hono/node-server";
import { isCodexError } from "codex-app-server-sdk";
import { createFleet, FleetError, type FleetThread } from "codex-app-server-workers";
import { redisEngine } from "codex-app-server-workers/redis";
import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { streamSSE } from "hono/streaming";

const { REDIS_URL: connection = "", HOST: hostname = "0.0.0.0", PORT = "8080" } = process.env;
const engine = redisEngine({ connection });
const fleet = createFleet({ engine });
const closing = new AbortController();
const app = new Hono();

/** The user's thread. The proxy in front logs users in and says who it is, whatever they send. */
function threadOf(context: Context): FleetThread {
  const user = context.req.header("x-forwarded-user");
  if (!user) throw new HTTPException(401, { message: "log in first" });
  return fleet.thread(`${encodeURIComponent(user)}/${context.req.param("chat")}`);
}

app.get("/healthz", (context) => context.text("ok"));

/** A request that is repeated with the same key is the same turn. */
app.post("/chats/:chat/turns", async (context) => {
  const id = context.req.header("idempotency-key");
  const turn = await threadOf(context).turn(await context.req.text(), { id });
  return context.json({ id: turn.id }, 202);
});

/** A browser's EventSource connects again by itself, and sends the id of the last event it got. */
app.get("/chats/:chat/turns/:turn/events", (context) => {
  const turn = threadOf(context).attach(context.req.param("turn"));
  const after = context.req.header("last-event-id") || undefined;
  return streamSSE(context, async (stream) => {
    const left = new AbortController();
    stream.onAbort(() => left.abort());
    const signal = AbortSignal.any([left.signal, closing.signal]);
    try {
      for await (const event of turn.events({ after, signal })) {
        const { eventId: id, type } = event;
        await stream.writeSSE({ id, event: type, data: JSON.stringify(event) });
      }
    } catch (error) {
      if (signal.aborted) return; // The page is gone, or reads on from another process.
      const { status, message } = answerTo(error);
      await stream.writeSSE({ event: "unreadable", data: JSON.stringify({ status, message }) });
    }
  });
});

app.delete("/chats/:chat/turns/:turn", async (context) => {
  await threadOf(context).attach(context.req.param("turn")).interrupt();
  return context.body(null, 204);
});

app.get("/chats/:chat/approvals", async (context) =>
  context.json(await threadOf(context).approvals()),
);

app.post("/chats/:chat/approvals/:approval", async (context) => {
  await threadOf(context).answer(context.req.param("approval"), await context.req.json());
  return context.body(null, 204);
});

const statuses: Readonly<Record<string, number>> = {
  OPTIONS_INVALID: 400,
  TURN_UNKNOWN: 404,
  APPROVAL_OVER: 409,
  EVENTS_TRIMMED: 410,
  MAILBOX_FULL: 429,
  ENGINE_FAILED: 503,
};

function answerTo(error: unknown): { status: number; message: string } {
  if (error instanceof HTTPException) return error;
  const isKnown = error instanceof FleetError || isCodexError(error);
  const status = (isKnown && statuses[error.code]) || 500;
  return { status, message: isKnown && status !== 500 ? error.message : "internal error" };
}

app.onError((error) => {
  const { status, message } = answerTo(error);
  return Response.json({ error: message }, { status });
});

const server = serve({ fetch: app.fetch, hostname, port: Number(PORT) }, ({ port }) => {
  console.log(`Listening on http://${hostname}:${port}`);
});

process.once("SIGTERM", () => {
  closing.abort();
  server.close(() => void engine.close());
});
