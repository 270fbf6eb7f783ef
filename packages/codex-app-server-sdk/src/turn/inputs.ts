import type * as wire from "codex-app-server-sdk/protocol";
import { mayHoldSecrets } from "../diagnostics/secret-names.js";
import { findUnsendable } from "../errors/find-unsendable.js";
import { OptionsError } from "../errors/index.js";
import { showValue } from "../errors/show-value.js";
import { readSafely } from "../options/read-safely.js";

/**
 * The input of a turn: a text, or inputs as the protocol has them (text, image, localImage, skill,
 * mention …).
 */
export type RunInput = string | wire.UserInput | wire.UserInput[];

/**
 * Converts an input to the protocol's form. Throws an `OptionsError` for one that can't be right.
 */
export function toUserInputs(input: RunInput): wire.UserInput[] {
  return readSafely("input", () => {
    const inputs = (Array.isArray(input) ? input : [input]).map(toUserInput);
    if (inputs.length === 0) {
      throw new OptionsError("The input is empty: give it at least one entry.");
    }
    const unsendable = findUnsendable(inputs, "input");
    if (unsendable) throw new OptionsError(`${unsendable}.`);
    return inputs;
  });
}

function toUserInput(input: string | wire.UserInput): wire.UserInput {
  const entry: unknown = typeof input === "string" ? { type: "text", text: input } : input;
  const type = (entry as { type?: unknown } | null | undefined)?.type;
  if (typeof type !== "string") {
    throw new OptionsError(
      `An input must be a string or an object with a type, not ${show(input)}.`,
    );
  }
  if (type === "text" && (entry as { text?: unknown }).text === "") {
    throw new OptionsError("The input text is empty: the model needs something to answer.");
  }
  return entry as wire.UserInput;
}

/** With its contents where they can be shown: they show what was mistaken for an input. */
function show(input: unknown): string {
  const isSendable = findUnsendable(input, "input") === undefined;
  const text = isSendable ? JSON.stringify(input) : undefined;
  return text === undefined || mayHoldSecrets(text) ? showValue(input) : text;
}
