import { type Definitions, reachableFrom } from "../shape.js";
import type { Methods } from "./read-methods.js";

/** Who writes a type: the client, the server, or both. */
export type Direction = "input" | "output" | "both";

/**
 * The direction of every definition: who writes the messages it is part of. Definitions that are
 * part of no message count as output.
 */
export function findDirections(definitions: Definitions, methods: Methods): Map<string, Direction> {
  const input = reachableFrom(typesOfClient(methods), definitions);
  const output = reachableFrom(typesOfServer(methods), definitions);
  const directionOf = (name: string): Direction => {
    if (!input.has(name)) return "output";
    return output.has(name) ? "both" : "input";
  };
  return new Map([...definitions.keys()].map((name) => [name, directionOf(name)]));
}

function typesOfClient({ clientRequests, serverRequests }: Methods): (string | undefined)[] {
  return [
    ...clientRequests.map(({ params }) => params),
    ...serverRequests.map(({ result }) => result),
  ];
}

function typesOfServer(methods: Methods): (string | undefined)[] {
  return [
    ...methods.clientRequests.map(({ result }) => result),
    ...methods.serverRequests.map(({ params }) => params),
    ...methods.serverNotifications.map(({ params }) => params),
  ];
}
