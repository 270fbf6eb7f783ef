// A backend for several users: each has a home and a server, and answers approvals on a page.
import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import {
  Codex,
  commandText,
  type Handler,
  isCodexError,
  type TurnHandle,
} from "codex-app-server-sdk";
import express, { type NextFunction, type Request, type Response } from "express";

interface Question {
  readonly threadId: string | null;
  readonly command: string;
  answer(accept: boolean): void;
}

/** What belongs to one user. */
interface Desk {
  readonly codex: Codex;
  readonly turns: Map<string, TurnHandle>;
  readonly questions: Map<string, Question>;
}

/** Given at every resume too: the server does not keep all of it. */
const rules = { sandbox: "workspace", approvalPolicy: "untrusted" } as const;

/** Stands for your login: the users by their tokens. Their names become names of folders. */
const { USERS: tokens = "{}", OPENAI_API_KEY: apiKey } = process.env;
const users = new Map<string, string>(Object.entries(JSON.parse(tokens)));
const desks = new Map<string, Promise<Desk>>();

function deskOf(user: string): Promise<Desk> {
  const known = desks.get(user);
  if (known) return known;
  const desk = openDesk(user);
  desk.catch(() => desks.delete(user));
  desks.set(user, desk);
  return desk;
}

async function openDesk(user: string): Promise<Desk> {
  const codexHome = resolve("users", user, "codex-home");
  const cwd = resolve("users", user, "work");
  for (const folder of [codexHome, cwd]) await mkdir(folder, { recursive: true });
  const questions = new Map<string, Question>();
  const codex = new Codex({
    codexHome,
    cwd,
    apiKey, // A new home has no login.
    config: { "shell_environment_policy.inherit": "core" }, // Commands don't see the key.
    handlers: { commandApproval: askOnPage(questions) },
  });
  return { codex, turns: new Map(), questions };
}

/** Keeps each question until the page answers it, or until it does not matter any more. */
function askOnPage(
  questions: Map<string, Question>,
): Handler<"item/commandExecution/requestApproval"> {
  return (params, { signal, threadId }) =>
    new Promise((decide) => {
      const id = randomUUID();
      const answer = (accept: boolean): void => {
        questions.delete(id);
        decide({ decision: accept ? "accept" : "decline" });
      };
      signal.addEventListener("abort", () => answer(false), { once: true });
      questions.set(id, { threadId, command: commandText(params), answer });
    });
}

const app = express();

app.use(async (request, response, next) => {
  const user = users.get(request.header("authorization")?.replace(/^Bearer /, "") ?? "");
  if (user === undefined) {
    response.status(401).json({ error: "log in first" });
    return;
  }
  Object.assign(response.locals, await deskOf(user));
  next();
});

/** Of the user who is logged in. */
const desk = (response: Response): Desk => response.locals as Desk;

/** A chat begins with its first turn: a thread without one is not stored. */
app.post("/chats", express.text(), async (request, response) => {
  const { codex, turns } = desk(response);
  const thread = await codex.threadStart(rules);
  turns.set(thread.id, await thread.turn(request.body));
  response.status(201).json({ id: thread.id });
});

app.post("/chats/:id/turns", express.text(), async (request, response) => {
  const { codex, turns } = desk(response);
  const thread = await codex.threadResume(request.params.id, rules);
  turns.set(thread.id, await thread.turn(request.body));
  response.status(202).end();
});

app.get("/chats/:id/events", async (request, response) => {
  const turn = desk(response).turns.get(request.params.id);
  if (!turn) {
    response.status(204).end();
    return;
  }
  response.type("text/event-stream").flushHeaders();
  await pipeline(messages(turn), response); // Waits for a page that reads slowly.
});

async function* messages(turn: TurnHandle): AsyncGenerator<string> {
  for await (const event of turn.events({ from: "start" })) {
    yield `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
  }
}

app.get("/chats/:id/approvals", (request, response) => {
  const waiting = [...desk(response).questions].filter(
    ([, question]) => question.threadId === request.params.id,
  );
  response.json(waiting.map(([id, { command }]) => ({ id, command })));
});

app.post("/approvals/:id", express.json(), (request: Request<{ id: string }>, response) => {
  const question = desk(response).questions.get(request.params.id);
  question?.answer(request.body?.accept === true);
  response.status(question ? 204 : 404).end();
});

app.delete("/chats/:id/turn", async (request, response) => {
  await desk(response).turns.get(request.params.id)?.interrupt();
  response.status(204).end();
});

const statuses: Readonly<Record<string, number>> = {
  THREAD_NOT_FOUND: 404,
  TURN_IN_PROGRESS: 409,
  OPTIONS_INVALID: 400,
};

app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
  if (response.headersSent) {
    response.destroy(); // The page has left, or the turn was lost: the events end here.
    return;
  }
  const status = (isCodexError(error) && statuses[error.code]) || 500;
  const text = error instanceof Error && status !== 500 ? error.message : "internal error";
  response.status(status).json({ error: text });
});

const server = app.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") console.log(`http://127.0.0.1:${address.port}`);
});

process.once("SIGTERM", async () => {
  server.close();
  for (const opened of desks.values()) await (await opened).codex.close();
});
