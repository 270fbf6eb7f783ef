/** What a turn with a typed answer needs, loaded with the first one. */
export { runWithRetries } from "./run-with-retries.js";
export { TypedOutput } from "./typed-output.js";
