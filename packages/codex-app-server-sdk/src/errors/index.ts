export * from "./codex-error.js";
export * from "./connection-errors.js";
export * from "./rpc-errors.js";
export * from "./store-errors.js";
export * from "./usage-errors.js";
