import { CodegenError } from "../codegen-error.js";
import type { Shape } from "../shape.js";
import { descriptionOf, readShape, type SchemaNode } from "./read-shape.js";

/** One method of the protocol. Names refer to definitions. */
export interface Method {
  name: string;
  /** Absent when the method takes none. */
  params?: string;
  /** Whether params may be left out though they exist. */
  paramsOptional: boolean;
  /** Absent for notifications. */
  result?: string;
  description?: string;
  experimental?: boolean;
}

export interface Methods {
  clientRequests: Method[];
  serverRequests: Method[];
  serverNotifications: Method[];
  clientNotifications: Method[];
}

/** Lists of methods, which become maps in a file of their own. */
export const methodLists = new Set([
  "ClientRequest",
  "ServerRequest",
  "ServerNotification",
  "ClientNotification",
]);

type Results = Readonly<Record<string, string>>;

/** The envelopes of raw JSON-RPC, which are named like responses without being one's result. */
const envelopes = new Set(["JSONRPCResponse"]);

/** Reads the method lists; which type a request is answered with is not in them. */
export function readMethods(nodes: Map<string, SchemaNode>): Methods {
  return {
    clientRequests: readList("ClientRequest", nodes),
    serverRequests: readList("ServerRequest", nodes),
    serverNotifications: readList("ServerNotification", nodes),
    clientNotifications: readList("ClientNotification", nodes),
  };
}

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

function readList(name: string, nodes: Map<string, SchemaNode>): Method[] {
  const branches = (nodes.get(name) as { oneOf?: SchemaNode[] } | undefined)?.oneOf;
  if (!branches?.length) throw new CodegenError(`${name}: no list of methods`);
  const methods = branches.map((branch, index) => readMethod(branch, `${name}|${index}`));
  return methods.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readMethod(branch: SchemaNode, where: string): Method {
  const shape = readShape(branch, where);
  const fields = new Map(shape.kind === "object" ? shape.fields.map((f) => [f.name, f]) : []);
  const method = fields.get("method")?.shape;
  const name = method?.kind === "enum" ? method.values[0]?.value : undefined;
  if (name === undefined) throw new CodegenError(`${where}: no method name`);
  const params = fields.get("params");
  return {
    name,
    ...readParams(params?.shape ?? { kind: "null" }, name),
    description: descriptionOf(branch),
  };
}

function readParams(shape: Shape, method: string): Pick<Method, "params" | "paramsOptional"> {
  if (shape.kind === "null") return { paramsOptional: true };
  if (shape.kind === "ref") return { params: shape.name, paramsOptional: false };
  const members = shape.kind === "union" ? shape.members : [];
  const [reference] = members.filter((member) => member.kind === "ref");
  const isNullable = members.some((member) => member.kind === "null") && members.length === 2;
  if (!isNullable || reference === undefined) {
    throw new CodegenError(`${method}: params are neither a reference, null nor both`);
  }
  return { params: reference.name, paramsOptional: true };
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

/** `Params` becomes `Response`; without params the method's own words are tried, all of them first. */
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
