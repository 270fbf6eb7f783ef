import { CodegenError } from "../codegen-error.js";
import type { Method, Methods } from "./read-methods.js";
import type { SchemaNode } from "./read-shape.js";

type Results = Readonly<Record<string, string>>;

/** Types of raw JSON-RPC that are named like response types but are the result of no method. */
const envelopes = new Set(["JSONRPCResponse"]);

/**
 * Finds the result type of each request, which the binary does not state: from `results`, or else
 * from the name of the params or the method. Fails when a response type is left over.
 */
export function resolveResults(
  lists: Methods,
  nodes: Map<string, SchemaNode>,
  results: Results,
): Methods {
  const methods: Methods = {
    ...lists,
    clientRequests: withResults(lists.clientRequests, nodes, results),
    serverRequests: withResults(lists.serverRequests, nodes, results),
  };
  refuseUnusedResponses(methods, nodes);
  refuseUnusedResults(methods, nodes, results);
  return methods;
}

function withResults(
  methods: Method[],
  nodes: Map<string, SchemaNode>,
  results: Results,
): Method[] {
  return methods.map((method) => {
    const override = results[method.name];
    const candidates = override === undefined ? resultNames(method) : [override];
    const result = candidates.find((name) => nodes.has(name));
    if (result === undefined) {
      throw new CodegenError(
        `No response type found for ${method.name} (tried ${candidates.join(", ")}): add it to overrides.ts`,
      );
    }
    return { ...method, result };
  });
}

/**
 * The names that a method's result type may have: that of its params with `Response` for `Params`.
 * Without params, the words of the method's name: all of them, then without the first, and so on.
 */
function resultNames({ name, params }: Method): string[] {
  if (params !== undefined) return [params.replace(/Params$/, "Response")];
  const words = name.split("/").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.map((_word, index) => `${words.slice(index).join("")}Response`);
}

function refuseUnusedResponses(methods: Methods, nodes: Map<string, SchemaNode>): void {
  const used = new Set(allRequests(methods).map(({ result }) => result));
  const unused = [...nodes.keys()].filter(
    (name) => name.endsWith("Response") && !used.has(name) && !envelopes.has(name),
  );
  if (unused.length > 0) {
    throw new CodegenError(
      `Response types that no method answers with: ${unused.join(", ")}. Some method has the wrong response type: see overrides.ts`,
    );
  }
}

/**
 * Fails on an override that changes nothing. One for a method that this version of Codex lacks is
 * allowed: it serves another version, and the pin may move in both directions.
 */
function refuseUnusedResults(
  methods: Methods,
  nodes: Map<string, SchemaNode>,
  results: Results,
): void {
  const byName = new Map(allRequests(methods).map((method) => [method.name, method]));
  const stale = Object.keys(results).filter((name) => {
    const method = byName.get(name);
    return method && resultNames(method).find((found) => nodes.has(found)) === results[name];
  });
  if (stale.length > 0) {
    throw new CodegenError(`overrides.ts has entries that are not needed: ${stale.join(", ")}`);
  }
}

function allRequests(methods: Methods): Method[] {
  return [...methods.clientRequests, ...methods.serverRequests];
}
