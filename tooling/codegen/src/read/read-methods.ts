import { CodegenError } from "../codegen-error.js";
import type { Shape } from "../shape.js";
import { descriptionOf, readShape, type SchemaNode } from "./read-shape.js";

/** One method of the protocol. Its params and result are names of definitions. */
export interface Method {
  name: string;
  /** Absent when the method takes none. */
  params?: string;
  /** Whether the params may be left out. True for a method without params too. */
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

/** Definitions that list methods. They become maps in a file of their own instead of types. */
export const methodLists = new Set([
  "ClientRequest",
  "ServerRequest",
  "ServerNotification",
  "ClientNotification",
]);

/** Reads the method lists. They do not say which type a request is answered with. */
export function readMethods(nodes: Map<string, SchemaNode>): Methods {
  return {
    clientRequests: readList("ClientRequest", nodes),
    serverRequests: readList("ServerRequest", nodes),
    serverNotifications: readList("ServerNotification", nodes),
    clientNotifications: readList("ClientNotification", nodes),
  };
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
