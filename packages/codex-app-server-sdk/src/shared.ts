// What the root entry shares with what it loads later; `dist` holds it in one file of its own.

export * from "./async/on-abort.js";
export * from "./async/with-resolvers.js";
export * from "./async/within.js";
export * from "./client/bounded-buffer.js";
export * from "./client/early-notifications.js";
export * from "./client/join-deltas.js";
export * from "./errors/index.js";
export * from "./logger.js";
export * from "./options/config-args.js";
export * from "./show-value.js";
