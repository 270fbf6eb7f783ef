import { type Definitions, referencedNames } from "../shape.js";
import type { Methods } from "./read-methods.js";

/** Who writes a type: the client, the server, or both. */
export type Direction = "input" | "output" | "both";

/** The direction of every definition, by reachability from the methods. Unreached ones are output. */
export function directionsOf(definitions: Definitions, methods: Methods): Map<string, Direction> {
  const input = reach(definitions, [
    ...methods.clientRequests.map(({ params }) => params),
    ...methods.serverRequests.map(({ result }) => result),
  ]);
  const output = reach(definitions, [
    ...methods.clientRequests.map(({ result }) => result),
    ...methods.serverRequests.map(({ params }) => params),
    ...methods.serverNotifications.map(({ params }) => params),
  ]);
  const directionOf = (name: string): Direction => {
    if (!input.has(name)) return "output";
    return output.has(name) ? "both" : "input";
  };
  return new Map([...definitions.keys()].map((name) => [name, directionOf(name)]));
}

function reach(definitions: Definitions, roots: (string | undefined)[]): Set<string> {
  const reached = new Set<string>();
  const visit = (name: string | undefined) => {
    const definition = name === undefined ? undefined : definitions.get(name);
    if (definition === undefined || reached.has(definition.name)) return;
    reached.add(definition.name);
    for (const next of referencedNames(definition.shape)) visit(next);
  };
  for (const root of roots) visit(root);
  return reached;
}
