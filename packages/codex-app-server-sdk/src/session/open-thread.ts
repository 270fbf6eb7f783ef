import type * as wire from "codex-app-server-sdk/protocol";
import { currentContext, type RunInContext } from "../async/run-in-context.js";
import { throwIfAborted } from "../async/throw-if-aborted.js";
import { describeError } from "../errors/error-text.js";
import { OptionsError } from "../errors/index.js";
import { bindHandlers } from "../handlers/bind-handlers.js";
import type { Handlers } from "../handlers/handlers.js";
import type { CallOptions } from "../options/call-options.js";
import { checkUnsent, splitOptions } from "../options/own-options.js";
import { refuseProfile } from "../options/require-experimental.js";
import type {
  ThreadForkOptions,
  ThreadResumeOptions,
  ThreadStartOptions,
} from "../options/thread-options.js";
import type { ThreadRecord } from "../records/thread-record.js";
import { ignoredSettings } from "../thread/ignored-settings.js";
import { type StartedThread, Thread } from "../thread/thread.js";
import { ThreadController } from "../thread/thread-controller.js";
import { openParams, threadStartParams } from "../thread/thread-params.js";
import type { ThreadTools } from "../tools/thread-tools.js";
import { findRunningTurn } from "../turn/find-running-turn.js";
import type { LiveTurn } from "../turn/live-turn.js";
import { awaitStart, holdGoal, notBegun } from "../turn/start-turn.js";
import { loadTools, refuseUnanswered } from "./load-tools.js";
import { resolveInputs } from "./resolve-inputs.js";
import { resolveParams } from "./resolve-params.js";
import type { Session } from "./session.js";

export async function startThread(
  session: Session,
  options: ThreadStartOptions | undefined,
): Promise<Thread> {
  const split = splitOptions("thread/start", options);
  refuseProfile(split.sent, session.server);
  const handlers = split.own.handlers && bindHandlers(split.own.handlers);
  const all = { ...session.options.handlers, ...handlers };
  refuseUnanswered({ ...split.own, ...split.sent }, all);
  const tools = await loadTools(split.own.tools, session.options);
  const asked = threadStartParams(split, all);
  const withTools = tools ? { ...asked, dynamicTools: tools.specs } : asked;
  const params = resolveParams(withTools, session.options);
  const { signal, timeoutMs } = split.own;
  const call = { handlers, tools, signal, timeoutMs };
  return threadOf(session, await openThread(session, "thread/start", params, call));
}

export async function resumeThread(
  session: Session,
  threadId: string,
  options: ThreadResumeOptions | undefined,
): Promise<Thread> {
  const split = splitOptions("thread/resume", options);
  refuseProfile(split.sent, session.server);
  const { handlers, signal, timeoutMs, goal = "continue" } = split.own;
  const asked = { excludeTurns: true, ...openParams(split), threadId };
  const params = resolveParams(asked, session.options);
  session.params.check("thread/resume", params);
  const context = currentContext();
  const tools = await loadTools(split.own.tools, session.options);
  await session.access.ready(signal);
  const own = handlers && bindHandlers(handlers);
  const open = { handlers: own, tools, context, signal, timeoutMs };
  // Its goal is asked for first, which needs its file.
  return session.storing({ method: "thread/resume", params, signal }, () =>
    resume(session, params, { goal, ...open }),
  );
}

async function resume(
  session: Session,
  params: wire.ThreadResumeParams,
  { goal, ...open }: OpenOptions & { goal: "continue" | "pause" },
): Promise<Thread> {
  const { signal, timeoutMs } = open;
  const record = session.records.of(params.threadId);
  const held = await takeGoal(session, record, { goal, signal, timeoutMs });
  const opened = (): void => held?.accepted();
  try {
    const started = await record.subscription.change(
      "on",
      () => openThread(session, "thread/resume", params, { ...open, opened }),
      signal,
    );
    warnOfIgnored(session, params, started);
    if (held) watchGoal(session, record, held);
    await findRunningTurn({ server: session.server, record }, started.thread.status);
    return threadOf(session, started);
  } catch (error) {
    if (held) notBegun(held, error);
    throw error;
  } finally {
    session.records.keepOrForget(record);
  }
}

export async function forkThread(
  session: Session,
  threadId: string,
  options: ThreadForkOptions | undefined,
): Promise<Thread> {
  const split = splitOptions("thread/fork", options);
  refuseProfile(split.sent, session.server);
  const asked = { excludeTurns: true, ...openParams(split), threadId };
  const params = resolveParams(asked, session.options);
  const { handlers, signal, timeoutMs } = split.own;
  const given = await loadTools(split.own.tools, session.options);
  const tools = given ?? session.records.find(threadId)?.tools;
  const call = { handlers: handlers && bindHandlers(handlers), tools, signal, timeoutMs };
  return threadOf(session, await openThread(session, "thread/fork", params, call));
}

type OpeningMethod = "thread/start" | "thread/resume" | "thread/fork";

interface OpenOptions extends CallOptions {
  readonly handlers: Handlers | undefined;
  readonly tools: ThreadTools | undefined;
  /** The context of the call; default the current one. */
  readonly context?: RunInContext;
  /** Called in the read loop. */
  opened?(): void;
}

async function openThread<M extends OpeningMethod>(
  session: Session,
  method: M,
  params: wire.ClientRequests[M]["params"],
  { handlers, tools, context = currentContext(), opened, ...call }: OpenOptions,
): Promise<wire.ClientRequests[M]["result"]> {
  const { records } = session;
  session.params.check(method, params);
  const client = await session.access.ready(call.signal);
  // In the read loop: the thread's first request may follow the answer at once.
  const onResult = ({ thread }: StartedThread): void => {
    const record = records.of(thread.id);
    record.context = context;
    if (handlers) record.handlers = handlers;
    if (tools) record.tools = tools;
    opened?.();
  };
  const send = (): Promise<wire.ClientRequests[M]["result"]> =>
    client.request(method, params, { ...call, onResult });
  if (method === "thread/resume") return send(); // It was taken over before its goal was read.
  return session.storing({ method, params, signal: call.signal }, send);
}

/**
 * An active goal goes on by itself milliseconds after the thread was resumed, so that it takes the
 * turn of the thread before that. A thread that this client hears of has shown its goal already.
 */
async function takeGoal(
  session: Session,
  record: ThreadRecord,
  { goal, signal, timeoutMs }: CallOptions & { goal: "continue" | "pause" },
): Promise<LiveTurn | undefined> {
  if (record.subscription.isOn || record.turns.isBusy) return undefined;
  const threadId = record.id;
  const client = await session.access.ready(signal);
  const call = { signal, timeoutMs };
  const known = await client
    .request("thread/goal/get", { threadId }, call)
    .catch((error: unknown) => {
      throwIfAborted(signal);
      session.server.logger.debug(
        `The goal of thread ${threadId} could not be read: ${describeError(error)}`,
      );
    });
  // Another call may have taken the turn meanwhile.
  if (known?.goal?.status !== "active" || record.turns.isBusy) return undefined;
  if (goal === "pause") {
    await client.request("thread/goal/set", { threadId, status: "paused" }, call);
    return undefined;
  }
  session.server.logger.warn(
    `The goal of thread ${threadId} is active and goes on by itself: thread.currentTurn() is its handle; resume with { goal: "pause" } to keep it from going on.`,
  );
  return holdGoal({ ...session, record });
}

/** The thread is free again when the goal does not go on after all. */
function watchGoal(session: Session, record: ThreadRecord, held: LiveTurn): void {
  void awaitStart(held, "thread/resume").then(() => session.records.keepOrForget(record));
}

function warnOfIgnored(
  { mistakes }: Session,
  params: wire.ThreadResumeParams,
  started: wire.ThreadResumeResponse,
): void {
  const ignored = ignoredSettings(params, started);
  if (ignored.length === 0) return;
  const names = ignored.join(", ");
  mistakes.warn({
    code: "CODEX_OPTION_WITHOUT_EFFECT",
    about: `thread/resume ${names}`,
    text: `Thread ${params.threadId} was loaded already and keeps its own ${names}.`,
  });
}

async function savedThread(
  { threads }: Session,
  { id, isEphemeral }: ThreadRecord,
  call: CallOptions | undefined,
): Promise<void> {
  const { signal } = checkUnsent("request", call);
  if (isEphemeral) throw new OptionsError(`Thread ${id} is ephemeral, and stored nowhere.`);
  if (threads) return threads.saved(id, signal);
  throw new OptionsError("saved() needs a client with a threadStore: new Codex({ threadStore }).");
}

function threadOf(session: Session, started: StartedThread): Thread {
  const record = session.records.of(started.thread.id);
  const { access, options, records, server } = session;
  const control = new ThreadController(
    {
      server,
      assertConnected: () => access.assertUsable(),
      check: (method, params) => session.params.check(method, params),
      resolveInputs: (inputs) => resolveInputs(inputs, options),
      resolveParams: (params) => resolveParams(params, options),
      request: async (method, params, call) => {
        const usable = access.usable(call?.signal);
        const client = usable instanceof Promise ? await usable : usable;
        return session.storing({ method, params, signal: call?.signal }, () =>
          client.request(method, params, call),
        );
      },
      saved: (call) => savedThread(session, record, call),
    },
    { server, records, record },
  );
  return Thread.of(control, started);
}
