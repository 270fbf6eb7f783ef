import { setTimeout as sleep } from "node:timers/promises";
import {
  type AnswerPart,
  functionCall,
  type Gate,
  type MockResponsesServer,
  type ModelRequest,
  message,
} from "codex-app-server-sdk/testing";
import { saidIn } from "./said-in.js";
import type { PlannedMessage, ThreadPlan } from "./thread-plan.js";
import { verifyAsked } from "./verify-conversation.js";

/** The model of the test: it answers as planned, and looks at what it is asked. */
export class ChaosModel {
  /** What was wrong with what it was asked. */
  readonly faults: string[] = [];
  /** By each of its messages. */
  readonly #plans = new Map<string, ThreadPlan>();
  readonly #latencyMs: number;

  /** `latencyMs`: how long each answer takes. */
  constructor(server: MockResponsesServer, latencyMs: number) {
    this.#latencyMs = latencyMs;
    server.respondWith(async (request) => {
      const answer = this.#answer(request);
      // The stand-in keeps all requests, which are too many here.
      server.requests[request.index] = emptied(request);
      await server.nextRequest();
      return answer;
    });
  }

  /** It will be asked this. */
  expect(plans: readonly ThreadPlan[]): void {
    for (const plan of plans) {
      for (const { text } of plan.messages) this.#plans.set(text, plan);
    }
  }

  /** It will not be asked this any more. */
  forget(plans: readonly ThreadPlan[]): void {
    for (const plan of plans) {
      for (const { text } of plan.messages) this.#plans.delete(text);
    }
  }

  #answer(request: ModelRequest): AnswerPart | undefined {
    const said = saidIn(request);
    const plan = this.#plans.get(said[0] ?? "");
    if (!plan) {
      this.faults.push(`the model was asked ${JSON.stringify(said)}, which belongs to no thread`);
      return undefined;
    }
    this.faults.push(...verifyAsked(plan, said));
    const asked = plan.messages.find(({ text }) => text === said.at(-1));
    return asked && this.#answerTo(asked, request);
  }

  #answerTo({ answer, callId }: PlannedMessage, request: ModelRequest): AnswerPart {
    if (callId !== null && request.toolOutput(callId) === undefined) {
      // It is none of those that may run without being approved.
      return functionCall("exec_command", { cmd: "touch approved" }, { callId });
    }
    const middle = Math.floor(answer.length / 2);
    const pause = pauseOf(this.#latencyMs / 2);
    return message([pause, answer.slice(0, middle), pause, answer.slice(middle)]);
  }
}

function emptied(request: ModelRequest): ModelRequest {
  const nothing = { body: "", input: [], instructions: "", tools: [], userText: undefined };
  return { ...request, ...nothing, toolOutput: () => undefined };
}

/** A gate that opens by itself after a time, each time. */
function pauseOf(ms: number): Gate {
  return {
    kind: "gate",
    reached: Promise.resolve(),
    open: () => {},
    pass: async () => {
      await sleep(ms);
    },
  };
}
