import fc from "fast-check";

export const shortText = fc.string({ maxLength: 4 });

/** Of items of all kinds that are shown in a way of their own, and of one that is not known. */
export const itemFields = {
  type: fc.constantFrom(
    "agentMessage",
    "plan",
    "reasoning",
    "commandExecution",
    "fileChange",
    "mcpToolCall",
    "dynamicToolCall",
    "newer",
  ),
  aggregatedOutput: fc.option(shortText),
};
