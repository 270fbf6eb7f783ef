import type * as wire from "codex-app-server-sdk/protocol";
import { TurnFold } from "../../src/events/turn-fold.js";
import { TurnCollector } from "../../src/results/turn-collector.js";
import { turnFixture } from "../../src/testing/transport/wire-fixtures.js";
import { MessageFold } from "../../src/ui/message-fold.js";
import type { SentChunk } from "../../src/ui/ui-message-chunk.js";
import type { AiVersion, PageMessage, PagePart } from "./ai-versions.js";
import { collect } from "./collect.js";
import { type Step, threadId } from "./turn-steps.js";

export interface TurnEnding {
  status?: wire.TurnStatus;
  failure?: string;
  maxOutput?: number;
  hasResponses?: boolean;
}

/** The chunks of a turn in which this happens. */
export function chunksOf(
  steps: readonly Step[],
  { status = "completed", failure, maxOutput = 100, hasResponses = false }: TurnEnding = {},
): SentChunk[] {
  const turn = new TurnFold(0);
  const fold = new MessageFold({ id: "turn", threadId }, { maxOutput, hasResponses });
  const events = steps.flatMap((step) => {
    if ("answered" in step) return turn.answered({ ...step, id: step.answered });
    if ("asked" in step) return turn.asked({ ...step, id: step.asked });
    return turn.add(step as wire.ServerNotification);
  });
  events.push(...turn.finish(new TurnCollector().result(turnFixture({ id: "turn", status }))));
  const chunks = events.flatMap((event) =>
    event.type === "finish" ? fold.end(event.result.turn, failure) : fold.add(event),
  );
  return [...fold.start(), ...chunks];
}

export function streamOf(chunks: readonly SentChunk[]): ReadableStream<SentChunk> {
  return new ReadableStream({
    start(controller): void {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

/** Each value that is another one than the one before it. */
export function changesIn<T>(values: readonly T[]): T[] {
  const texts = values.map((value) => JSON.stringify(value));
  return values.filter((_, index) => texts[index] !== texts[index - 1]);
}

/** A page that shows turns with a version of the AI SDK. */
export class TurnOnPage {
  /** Whether the page knows the state of an approval that has been answered. */
  readonly hasResponses: boolean;
  readonly #version: AiVersion;

  constructor(version: AiVersion) {
    this.#version = version;
    this.hasResponses = version.aiVersion === 7;
  }

  /** Every state of the message. */
  messagesOf(chunks: readonly SentChunk[]): Promise<PageMessage[]> {
    return collect(this.#version.read(streamOf(chunks)));
  }

  /** The message when the turn has ended. */
  async lastOf(steps: readonly Step[], ending?: TurnEnding): Promise<PageMessage | undefined> {
    const chunks = chunksOf(steps, { hasResponses: this.hasResponses, ...ending });
    return (await this.messagesOf(chunks)).at(-1);
  }

  /** Its parts. */
  async partsOf(steps: readonly Step[], ending?: TurnEnding): Promise<PagePart[]> {
    return (await this.lastOf(steps, ending))?.parts ?? [];
  }

  /** The states in which the page has shown the only tool of the message. */
  async statesOf(steps: readonly Step[]): Promise<string[]> {
    const states = await this.messagesOf(chunksOf(steps, { hasResponses: this.hasResponses }));
    return changesIn(states.flatMap(({ parts }) => parts[0]?.state ?? []));
  }
}
