import type { Gate } from "./gate.js";
import type { AnswerPart, Deltas, ModelItem, ModelUsage } from "./model-answer.js";

/** One server-sent event of the Responses API. */
export interface ModelEvent {
  type: string;
  [field: string]: unknown;
}

/** One step of an HTTP answer. The last step is never an event or a gate. */
export type AnswerStep =
  | { kind: "event"; event: ModelEvent }
  | { kind: "http"; status: number; headers: Record<string, string>; body: string }
  | { kind: "finish"; how: "end" | "reset" | "silence" }
  | Gate;

/**
 * Turns an answer into the steps that are written to the client. Throws for an answer that is not
 * possible.
 */
export function answerSteps(parts: readonly AnswerPart[], responseId: string): AnswerStep[] {
  const answer = new AnswerBuilder(responseId);
  for (const part of parts) answer.add(part);
  return answer.finish();
}

class AnswerBuilder {
  readonly #responseId: string;
  readonly #steps: AnswerStep[] = [];
  #usage: ModelUsage = {};
  #itemCount = 0;
  #isCreated = false;
  #endedBy: string | undefined;

  constructor(responseId: string) {
    this.#responseId = responseId;
  }

  add(part: AnswerPart): void {
    if (this.#endedBy) {
      throw new Error(`"${part.kind}" can't follow "${this.#endedBy}", which ends a model answer.`);
    }
    if (part.kind === "gate") {
      this.#steps.push(part);
    } else if (part.kind === "usage") {
      this.#usage = part.usage;
    } else if (part.kind === "httpError") {
      this.#addHttpError(part);
    } else if (part.kind === "silence") {
      this.#end(part.kind, { kind: "finish", how: "silence" });
    } else if (part.kind === "disconnect") {
      this.#disconnect(part);
    } else if (part.kind === "failed") {
      this.#endWith(failedEvent(this.#responseId, part));
    } else if (part.kind === "incomplete") {
      this.#endWith(incompleteEvent(this.#responseId, part.reason));
    } else {
      this.#addItem(part);
    }
  }

  finish(): AnswerStep[] {
    if (!this.#endedBy) this.#endWith(completedEvent(this.#responseId, this.#usage));
    return this.#steps;
  }

  #addItem(item: ModelItem): void {
    this.#create();
    const index = this.#itemCount++;
    this.#steps.push(...itemSteps(item, { index, id: `${this.#responseId}_item_${index}` }));
  }

  #addHttpError(part: AnswerPart & { kind: "httpError" }): void {
    if (this.#isCreated) {
      throw new Error(`An HTTP ${part.status} can't follow a streamed part; use failed() there.`);
    }
    this.#end(part.kind, { ...part, kind: "http" });
  }

  #disconnect(part: AnswerPart & { kind: "disconnect" }): void {
    this.#create();
    this.#steps.splice(lengthOfEvents(this.#steps, part.afterEvents));
    this.#end(part.kind, { kind: "finish", how: part.how });
  }

  #endWith(event: ModelEvent): void {
    this.#create();
    this.#steps.push({ kind: "event", event });
    this.#end(event.type, { kind: "finish", how: "end" });
  }

  #end(kind: string, step: AnswerStep): void {
    this.#endedBy = kind;
    this.#steps.push(step);
  }

  /**
   * Called only before the first item, so that a gate in front of it holds back the headers too.
   */
  #create(): void {
    if (this.#isCreated) return;
    this.#isCreated = true;
    this.#steps.push(eventStep("response.created", { response: { id: this.#responseId } }));
  }
}

function itemSteps(item: ModelItem, place: { index: number; id: string }): AnswerStep[] {
  switch (item.kind) {
    case "message":
      return messageSteps(item, place);
    case "reasoning":
      return reasoningSteps(item, place);
    case "functionCall":
      return callSteps(place, {
        type: "function_call",
        name: item.name,
        arguments: item.arguments,
        call_id: item.callId ?? `call_${place.id}`,
        ...(item.namespace === undefined ? {} : { namespace: item.namespace }),
      });
    case "customToolCall":
      return callSteps(place, {
        type: "custom_tool_call",
        name: item.name,
        input: item.input,
        call_id: item.callId ?? `call_${place.id}`,
      });
    case "toolSearch":
      return callSteps(place, {
        type: "tool_search_call",
        execution: "client",
        status: "completed",
        arguments: { query: item.query },
        call_id: item.callId ?? `call_${place.id}`,
      });
    case "rawEvent":
      return [{ kind: "event", event: item.event }];
  }
}

function messageSteps(
  item: ModelItem & { kind: "message" },
  { index, id }: { index: number; id: string },
): AnswerStep[] {
  const head = { type: "message", role: "assistant", id, phase: item.phase };
  const content = [{ type: "output_text", text: wholeText(item.deltas) }];
  return [
    eventStep("response.output_item.added", {
      output_index: index,
      item: { ...head, content: [] },
    }),
    ...deltaSteps(item.deltas, "response.output_text.delta", { item_id: id, content_index: 0 }),
    eventStep("response.output_item.done", { output_index: index, item: { ...head, content } }),
  ];
}

function reasoningSteps(
  item: ModelItem & { kind: "reasoning" },
  { index, id }: { index: number; id: string },
): AnswerStep[] {
  const head = { type: "reasoning", id, encrypted_content: null };
  const [summary, content] = [wholeText(item.summary), wholeText(item.content)];
  const part = { item_id: id, summary_index: 0 };
  const done = {
    ...head,
    summary: summary ? [{ type: "summary_text", text: summary }] : [],
    content: content ? [{ type: "reasoning_text", text: content }] : [],
  };
  return [
    eventStep("response.output_item.added", {
      output_index: index,
      item: { ...head, summary: [] },
    }),
    ...(summary ? [eventStep("response.reasoning_summary_part.added", part)] : []),
    ...deltaSteps(item.summary, "response.reasoning_summary_text.delta", part),
    ...deltaSteps(item.content, "response.reasoning_text.delta", { item_id: id, content_index: 0 }),
    eventStep("response.output_item.done", { output_index: index, item: done }),
  ];
}

function callSteps(
  { index, id }: { index: number; id: string },
  call: Record<string, unknown>,
): AnswerStep[] {
  const item = { id, ...call };
  return [
    eventStep("response.output_item.added", { output_index: index, item }),
    eventStep("response.output_item.done", { output_index: index, item }),
  ];
}

function deltaSteps(deltas: Deltas, type: string, fields: Record<string, unknown>): AnswerStep[] {
  const pieces = typeof deltas === "string" ? [deltas] : deltas;
  return pieces
    .filter((piece) => piece !== "")
    .map((piece) =>
      typeof piece === "string" ? eventStep(type, { ...fields, delta: piece }) : piece,
    );
}

function wholeText(deltas: Deltas): string {
  if (typeof deltas === "string") return deltas;
  return deltas.filter((piece) => typeof piece === "string").join("");
}

function failedEvent(id: string, error: { code: string; message: string }): ModelEvent {
  const { code, message } = error;
  return { type: "response.failed", response: { id, status: "failed", error: { code, message } } };
}

function incompleteEvent(id: string, reason: string): ModelEvent {
  const response = { id, status: "incomplete", incomplete_details: { reason } };
  return { type: "response.incomplete", response };
}

function completedEvent(id: string, figures: ModelUsage): ModelEvent {
  const {
    inputTokens = 100,
    cachedInputTokens = 0,
    outputTokens = 10,
    reasoningTokens = 0,
  } = figures;
  const usage = {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: cachedInputTokens },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: reasoningTokens },
    total_tokens: inputTokens + outputTokens,
  };
  return { type: "response.completed", response: { id, status: "completed", usage } };
}

function eventStep(type: string, fields: Record<string, unknown>): AnswerStep {
  return { kind: "event", event: { type, ...fields } };
}

/** How many steps contain the first `count` events, including gates between them and the cut. */
function lengthOfEvents(steps: readonly AnswerStep[], count: number | undefined): number {
  if (count === undefined) return steps.length;
  let events = 0;
  const cut = steps.findIndex((step) => step.kind === "event" && ++events > count);
  return cut < 0 ? steps.length : cut;
}
