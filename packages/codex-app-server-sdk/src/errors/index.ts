export * from "./codex-error.js";
export * from "./connection-errors.js";
export * from "./options-error.js";
export * from "./rpc-errors.js";
export * from "./turn-errors.js";
