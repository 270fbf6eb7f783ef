import { EngineError } from "../errors/index.js";

/** What rejects whatever waits when the engine is closed. */
export function closedError(): EngineError {
  return new EngineError("closed", "The engine was closed by this process.");
}
