import { handlerNames } from "./handler-names.js";
import type { Handlers } from "./handlers.js";

/**
 * The handlers that were given, as plain functions: those of a class instance are methods of its
 * prototype and need their object. What is undefined counts as not given.
 */
export function bindHandlers(given: Handlers): Handlers {
  const bound: Record<string, unknown> = {};
  for (const name of handlerNames) {
    const handler = given[name] as ((...args: unknown[]) => unknown) | undefined;
    if (handler !== undefined) bound[name] = handler.bind(given);
  }
  return bound;
}
