import { handlerNames } from "../handlers/handler-names.js";
import type { Handlers } from "../handlers/handlers.js";
import { fields, fn, isObject, isPlain, type Rule, unexpected } from "./option-rules.js";

/**
 * Handlers as a plain object, or as methods of a class instance, whose other members are its own
 * business.
 */
export const handlersRule: Rule = (value, name) => {
  if (!isObject(value)) return unexpected(value, name, "an object");
  if (isPlain(value)) return plainHandlers(value, name);
  const given = handlerNames.filter((handler) => (value as Handlers)[handler] !== undefined);
  if (given.length === 0) {
    return [`${name} has no handler; there are ${handlerNames.join(", ")}`];
  }
  return given.flatMap((handler) => fn((value as Handlers)[handler], `${name}.${handler}`));
};

const plainHandlers = fields(Object.fromEntries(handlerNames.map((name) => [name, fn])));
