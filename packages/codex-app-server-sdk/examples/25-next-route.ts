// A route handler, such as app/api/chat/route.ts of Next.js: a turn for each POST, as a stream of
// events. The turn ends when the page is closed.
import { Codex, isCodexError, type TurnHandle } from "codex-app-server-sdk";

export const runtime = "nodejs"; // The Edge runtime starts no programs.

/** One for the whole process: in development this file is loaded again after each change. */
const shared = globalThis as typeof globalThis & { codex?: Codex };
shared.codex ??= new Codex();
const { codex } = shared;

export async function POST(request: Request): Promise<Response> {
  try {
    const { prompt, threadId } = (await request.json()) as { prompt: string; threadId?: string };
    const thread = threadId
      ? await codex.threadResume(threadId, { sandbox: "read-only" })
      : await codex.threadStart({ sandbox: "read-only" });
    const turn = await thread.turn(prompt, { signal: request.signal });
    return new Response(messages(turn), {
      headers: { "content-type": "text/event-stream", "x-thread-id": thread.id },
    });
  } catch (error) {
    if (!isCodexError(error) && !(error instanceof SyntaxError)) throw error;
    return Response.json({ error: error.message }, { status: 400 });
  }
}

/** Asks for the next event when the page has taken the last one. */
function messages(turn: TurnHandle): ReadableStream<Uint8Array> {
  const events = turn.events()[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller): Promise<void> {
      const { done, value } = await events.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`data: ${JSON.stringify(value)}\n\n`));
    },
    async cancel(): Promise<void> {
      await turn.interrupt();
    },
  });
}
