import { OptionsError } from "../errors/index.js";
import { isGiven } from "../options/option-rules.js";
import type { SplitOptions } from "../options/own-options.js";
import { answerOf } from "../results/final-response.js";
import type { TurnResult } from "../results/turn-result.js";
import type { JsonSchema } from "../schemas/json-schema.js";

/** How the answer of a turn is asked for and read, as far as it is typed. */
export interface AskedOutput {
  /** What is sent. Rejects for a schema that can't be sent. */
  params(): Promise<{ outputSchema?: JsonSchema }>;
  /** Validates the answer. */
  read?(result: TurnResult): Promise<TurnResult<unknown>>;
}

/** Loads what reads a typed answer, if one is wanted. */
export function loadOutput({ own, sent }: SplitOptions<"turn/start">): AskedOutput {
  const { output, signal } = own;
  if (output === undefined) return { params: async () => ({}) };
  if (isGiven(sent.outputSchema)) {
    throw new OptionsError("output and outputSchema set the same thing: give only one of them.");
  }
  const loading = import("../output/index.js").then((room) => new room.TypedOutput(output));
  loading.catch(() => {}); // Nobody waits for it where the turn is refused before.
  return {
    params: async () => ({ outputSchema: (await loading).jsonSchema }),
    read: async (result) => (await loading).read(answerOf(result.items), { result, signal }),
  };
}
