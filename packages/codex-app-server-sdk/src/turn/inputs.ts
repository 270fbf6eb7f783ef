import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError } from "../errors/index.js";

/**
 * The input of a turn: a text, or inputs as the protocol has them (text, image, localImage, skill,
 * mention …).
 */
export type RunInput = string | wire.UserInput | wire.UserInput[];

/** Converts an input to the protocol's form. Throws an `OptionsError` for an empty one. */
export function toUserInputs(input: RunInput): wire.UserInput[] {
  const inputs = (Array.isArray(input) ? input : [input]).map(toUserInput);
  if (inputs.length === 0) {
    throw new OptionsError("The input is empty: give it at least one entry.");
  }
  return inputs;
}

function toUserInput(input: string | wire.UserInput): wire.UserInput {
  const entry: unknown = typeof input === "string" ? { type: "text", text: input } : input;
  const type = (entry as { type?: unknown } | null)?.type;
  if (typeof type !== "string") {
    throw new OptionsError(
      `An input must be a string or an object with a type, not ${JSON.stringify(input) ?? typeof input}.`,
    );
  }
  if (type === "text" && (entry as { text?: unknown }).text === "") {
    throw new OptionsError("The input text is empty: the model needs something to answer.");
  }
  return entry as wire.UserInput;
}
