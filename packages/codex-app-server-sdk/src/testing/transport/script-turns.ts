import type { ParamsOf, ResultOf, ScriptedCall } from "./scripted-call.js";
import type { ScriptedTransport } from "./scripted-transport.js";
import { ScriptedTurn, type TurnStep } from "./scripted-turn.js";
import { threadFixture, threadResumeFixture, threadStartFixture } from "./wire-fixtures.js";

/**
 * Makes a `ScriptedTransport` answer like a server with threads and turns. `thread/start` and
 * `thread/resume` return a thread. Each `turn/start` plays the next entry of `turns` as the real
 * server would send it; when none is left, it gets an error. `turn/interrupt` ends the running
 * turn, and `turn/steer` is accepted without effect.
 */
export function scriptTurns(
  transport: ScriptedTransport,
  turns: readonly (readonly TurnStep[])[],
): void {
  const script = new TurnScript(transport, turns);
  transport
    .answer("thread/start", (params, call) => script.startThread(params, call))
    .answer("thread/resume", (params, call) => script.resumeThread(params, call))
    .answer("turn/start", (params, call) => script.startTurn(params, call))
    .answer("turn/steer", ({ expectedTurnId }, call) => call.result({ turnId: expectedTurnId }))
    .answer("turn/interrupt", (params, call) => script.interruptTurn(params, call));
}

class TurnScript {
  readonly #transport: ScriptedTransport;
  readonly #queue: (readonly TurnStep[])[];
  /** Ends the running turn of each thread, by thread id. */
  readonly #running = new Map<string, AbortController>();
  #threadCount = 0;
  #turnCount = 0;

  constructor(transport: ScriptedTransport, turns: readonly (readonly TurnStep[])[]) {
    this.#transport = transport;
    this.#queue = [...turns];
  }

  startThread(
    { cwd }: ParamsOf<"thread/start">,
    call: ScriptedCall<ResultOf<"thread/start">>,
  ): void {
    const thread = threadFixture({ id: fakeId("a", ++this.#threadCount), cwd: cwd ?? "/work" });
    call.result(threadStartFixture(thread));
    this.#transport.notify("thread/started", { thread });
  }

  resumeThread(
    { threadId, cwd }: ParamsOf<"thread/resume">,
    call: ScriptedCall<ResultOf<"thread/resume">>,
  ): void {
    call.result(threadResumeFixture(threadFixture({ id: threadId, cwd: cwd ?? "/work" })));
  }

  async startTurn({ threadId }: ParamsOf<"turn/start">, call: ScriptedCall): Promise<void> {
    const steps = this.#queue.shift();
    if (!steps) return refuse(call, "No turn is left in the script given to scriptTurns()");
    const stop = new AbortController();
    this.#running.set(threadId, stop);
    const signal = AbortSignal.any([stop.signal, call.signal]);
    const ids = { threadId, turnId: fakeId("b", ++this.#turnCount) };
    await new ScriptedTurn(this.#transport, ids).play(steps, { call, signal });
    this.#running.delete(threadId);
  }

  interruptTurn({ threadId }: ParamsOf<"turn/interrupt">, call: ScriptedCall): void {
    const turn = this.#running.get(threadId);
    if (turn) {
      call.result();
      turn.abort();
    } else {
      refuse(call, "no active turn to interrupt");
    }
  }
}

function refuse(call: ScriptedCall, message: string): void {
  call.error({ code: -32600, message });
}

/** Makes an id that looks like the server's UUIDv7 ids but is the same in every run. */
function fakeId(kind: "a" | "b", count: number): string {
  return `00000000-0000-7000-8000-${kind}${String(count).padStart(11, "0")}`;
}
