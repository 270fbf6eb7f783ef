import type { BenchThread } from "./contestant.js";

/** What is used of a model of the AI SDK; the specifications 3 and 4 agree in it. */
export interface LanguageModel {
  doStream(options: { prompt: readonly object[] }): Promise<{ stream: ReadableStream<StreamPart> }>;
}

interface StreamPart {
  type: string;
  delta?: string;
  error?: unknown;
}

/** A thread of a model that keeps its conversation from one call to the next. */
export function threadOf(model: LanguageModel): BenchThread {
  return {
    async runTurn(text, onText): Promise<string> {
      const prompt = [{ role: "user", content: [{ type: "text", text }] }];
      let whole = "";
      // The specification's type of the stream lacks the iterator that Node's has.
      const { stream } = await model.doStream({ prompt });
      for await (const part of stream as unknown as AsyncIterable<StreamPart>) {
        if (part.type === "error") throw new Error(String(part.error));
        if (part.type !== "text-delta" || part.delta === undefined) continue;
        whole += part.delta;
        onText(part.delta);
      }
      return whole;
    },
  };
}
