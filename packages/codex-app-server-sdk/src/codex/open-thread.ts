import type * as wire from "codex-app-server-sdk/protocol";
import type { CallOptions } from "../client/app-server-client.js";
import { checkOptions } from "../options/check-options.js";
import { checkParams } from "../options/check-params.js";
import type { ResolvedOptions } from "../options/options.js";
import type { Handlers } from "../server-requests/handlers.js";
import type { ThreadHandlers } from "../server-requests/thread-handlers.js";
import { type StartedThread, Thread, type ThreadSession } from "../thread/thread.js";
import {
  ignoredSettings,
  openParams,
  type ThreadForkOptions,
  type ThreadResumeOptions,
  type ThreadStartOptions,
  threadStartParams,
} from "../thread/thread-options.js";
import { toUserInputs } from "../turn/inputs.js";
import { resolveInputs } from "../turn/resolve-inputs.js";
import type { ServerLifecycle } from "./server-lifecycle.js";

/** What starting, resuming and forking threads need of their `Codex`. */
export interface ThreadOpener {
  readonly options: ResolvedOptions;
  readonly handlers: ThreadHandlers;
  readonly server: ServerLifecycle;
}

export async function startThread(
  opener: ThreadOpener,
  options: ThreadStartOptions,
): Promise<Thread> {
  checkOptions(options);
  const { handlers = {}, signal, timeoutMs, ...rest } = options;
  const params = threadStartParams(rest, { ...opener.options.handlers, ...handlers });
  const started = await openThread(opener, "thread/start", params, { handlers, signal, timeoutMs });
  return Thread.of(sessionOf(opener), started, "new");
}

export async function resumeThread(
  opener: ThreadOpener,
  threadId: string,
  options: ThreadResumeOptions,
): Promise<Thread> {
  checkOptions(options);
  const { handlers, signal, timeoutMs, ...rest } = options;
  const params = { ...openParams(rest), threadId };
  const started = await openThread(opener, "thread/resume", params, {
    handlers,
    signal,
    timeoutMs,
  });
  const ignored = ignoredSettings(params, started);
  if (ignored.length > 0) {
    opener.options.logger.warn(
      `Thread ${threadId} was loaded already and keeps its own ${ignored.join(", ")}.`,
    );
  }
  return Thread.of(sessionOf(opener), started, "stored");
}

export async function forkThread(
  opener: ThreadOpener,
  threadId: string,
  options: ThreadForkOptions,
): Promise<Thread> {
  checkOptions(options);
  const { handlers, signal, timeoutMs, ...rest } = options;
  const params = { ...openParams(rest), threadId };
  const started = await openThread(opener, "thread/fork", params, { handlers, signal, timeoutMs });
  return Thread.of(sessionOf(opener), started, "stored");
}

type OpeningMethod = "thread/start" | "thread/resume" | "thread/fork";

interface OpenOptions extends CallOptions {
  handlers: Handlers | undefined;
}

async function openThread<M extends OpeningMethod>(
  { server, handlers: known }: ThreadOpener,
  method: M,
  params: wire.ClientRequests[M]["params"],
  { handlers, ...call }: OpenOptions,
): Promise<wire.ClientRequests[M]["result"]> {
  await checkParams(method, params);
  const client = await server.ready(call.signal);
  // Set before the next message is read: the thread's first request may follow the answer directly.
  const onResult = ({ thread }: StartedThread): void => {
    if (handlers) known.set(thread.id, handlers);
  };
  return client.request(method, params, { ...call, onResult });
}

function sessionOf({ options, server }: ThreadOpener): ThreadSession {
  return {
    client: () => server.running(),
    check: checkParams,
    inputs: async (input) => {
      const hasSameFiles = !options.transport || "type" in options.transport;
      return hasSameFiles
        ? resolveInputs(input, options.cwd ?? process.cwd())
        : toUserInputs(input);
    },
  };
}
