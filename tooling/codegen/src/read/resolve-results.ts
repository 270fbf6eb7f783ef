import { CodegenError } from "../codegen-error.js";
import type { Method, Methods } from "./read-methods.js";
import type { SchemaNode } from "./read-shape.js";

type Results = Readonly<Record<string, string>>;

/** The envelopes of raw JSON-RPC, which are named like responses without being one's result. */
const envelopes = new Set(["JSONRPCResponse"]);

/**
 * Finds the result of each request, which the binary does not state, by the names of the params or
 * the method, or in `results`. The fit must be exact: no response type may be left over.
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
 * `Params` becomes `Response`; without params the method's own words are tried, all of them first.
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
      `Response types that no method answers with: ${unused.join(", ")}. A method takes the wrong one: see overrides.ts`,
    );
  }
}

/**
 * An override for what would be found without it has no business there. One for a method that
 * this version of Codex lacks is another version's: the pin moves both ways.
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
    throw new CodegenError(`overrides.ts has entries without need: ${stale.join(", ")}`);
  }
}

function allRequests(methods: Methods): Method[] {
  return [...methods.clientRequests, ...methods.serverRequests];
}
