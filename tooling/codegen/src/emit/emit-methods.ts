import type { Method, Methods } from "../read/read-methods.js";
import type { Definitions } from "../shape.js";
import { emitDoc } from "./emit-doc.js";
import { indentUnit } from "./emit-shape.js";

/** Writes the maps from method to params and result, and the unions of messages made from them. */
export function emitMethods(methods: Methods, definitions: Definitions): string {
  return [
    emitImports(methods),
    emitMap("ClientRequests", "Every request a client can send.", methods.clientRequests),
    emitMap("ServerRequests", "Every request the server can send.", methods.serverRequests),
    emitMap(
      "ServerNotifications",
      "The params of every notification the server can send.",
      methods.serverNotifications,
    ),
    emitMap(
      "ClientNotifications",
      "The params of every notification a client can send.",
      methods.clientNotifications,
    ),
    emitMessages(definitions),
  ].join("\n");
}

function emitImports(methods: Methods): string {
  const all = Object.values(methods).flat() as Method[];
  const names = all.flatMap(({ params, result }) => [params, result]);
  const used = [...new Set([...names.filter((name) => name !== undefined), "RequestId"])].sort();
  return `import type {\n${used.map((name) => `${indentUnit}${name},\n`).join("")}} from "./types.js";\n`;
}

function emitMap(name: string, description: string, methods: Method[]): string {
  const entries = methods.map(
    (method) => `${emitDoc(method, indentUnit)}${indentUnit}${emitEntry(method)}\n`,
  );
  return `${emitDoc({ description })}export interface ${name} {\n${entries.join("")}}\n`;
}

function emitEntry({ name, params, paramsOptional, result }: Method): string {
  const type =
    params === undefined ? "undefined" : params + (paramsOptional ? " | null | undefined" : "");
  const key = JSON.stringify(name);
  return result === undefined
    ? `${key}: ${type};`
    : `${key}: { params: ${type}; result: ${result} };`;
}

function emitMessages(definitions: Definitions): string {
  const describe = (name: string): string => definitions.get(name)?.description ?? "";
  return `/**
 * ${describe("ServerNotification")} \`switch\` on \`method\` to narrow \`params\`.
 */
export type ServerNotification =
	| {
			[M in keyof ServerNotifications]: {
				method: M;
				params: ServerNotifications[M];
				/** Unix time in milliseconds at which the server emitted it; old servers do not say. */
				emittedAtMs?: number;
			};
		}[keyof ServerNotifications]
	| UnknownNotification;

/**
 * A notification that this version of the SDK does not know. Its \`method\` is then the server's,
 * whatever the placeholder here says, which only keeps the known ones apart for the compiler.
 */
export interface UnknownNotification {
	method: "(unknown)";
	params?: unknown;
	emittedAtMs?: number;
}

/** ${describe("ServerRequest")} \`switch\` on \`method\` to narrow \`params\`. */
export type ServerRequest = {
	[M in keyof ServerRequests]: {
		id: RequestId;
		method: M;
		params: ServerRequests[M]["params"];
	};
}[keyof ServerRequests];
`;
}
