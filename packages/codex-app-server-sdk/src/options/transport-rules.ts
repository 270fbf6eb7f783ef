import { credentialRule } from "./api-key.js";
import {
  count,
  fields,
  flag,
  isObject,
  milliseconds,
  oneOf,
  type Rule,
  rule,
  text,
  withMethods,
} from "./option-rules.js";
import type { ReconnectOptions, UnixSocketOptions, WebSocketOptions } from "./transport-options.js";

/** What the system takes as the path of a socket; a longer one may be cut off without a word. */
const maxSocketPath = process.platform === "darwin" ? 103 : 107;

const reconnectFields = fields({
  maxAttempts: count,
  backoffMs: milliseconds,
} satisfies Record<keyof ReconnectOptions, Rule>);

const reconnect: Rule = (value, name) =>
  typeof value === "boolean" ? [] : reconnectFields(value, name);

const socketPath = rule(
  `a path of at most ${maxSocketPath} bytes, as the system allows for sockets`,
  (value) => typeof value === "string" && value !== "" && Buffer.byteLength(value) <= maxSocketPath,
);

const webSocketFields = fields({
  type: oneOf("websocket"),
  url: urlRule,
  token: credentialRule("token"),
  reconnect,
  allowInsecure: flag,
} satisfies Record<keyof WebSocketOptions, Rule>);

const unixFields = fields({
  type: oneOf("unix"),
  path: socketPath,
  reconnect,
} satisfies Record<keyof UnixSocketOptions, Rule>);

/** Checks how the server is to be reached. */
export const transportRule: Rule = (value, name) => {
  if (!isObject(value)) return fields({})(value, name);
  if ("open" in value) return withMethods("open", "send", "close")(value, name);
  const { type, url, path } = value as Readonly<Record<string, unknown>>;
  if (type === "websocket") {
    return [
      ...webSocketFields(value, name),
      ...missing(url, `${name}.url`),
      ...exposedToken(value as WebSocketOptions, name),
    ];
  }
  if (type === "unix") return [...unixFields(value, name), ...missing(path, `${name}.path`)];
  const known = oneOf("stdio", "websocket", "unix");
  return type === undefined ? known(type, `${name}.type`) : fields({ type: known })(value, name);
};

/** Options that are undefined count as left out, which these can't be. */
function missing(value: unknown, name: string): string[] {
  return value === undefined ? text(value, name) : [];
}

/** The address is not shown where something is wrong with it: it may hold a password. */
function urlRule(value: unknown, name: string): string[] {
  const url = parseUrl(value);
  if (!url) return [`${name} is no address, expected ws://host:port or wss://host`];
  if (!/^wss?:$/.test(url.protocol)) {
    return [`${name} begins with ${url.protocol}//, expected ws:// or wss://`];
  }
  if (url.username !== "" || url.password !== "") {
    return [`${name} contains a user or a password: leave them out, and give a token instead`];
  }
  return url.hash === ""
    ? []
    : [`${name} contains a fragment (#), which no address of a server has`];
}

function exposedToken({ url, token, allowInsecure }: WebSocketOptions, name: string): string[] {
  const parsed = parseUrl(url);
  if (token === undefined || allowInsecure === true || !parsed) return [];
  if (parsed.protocol !== "ws:" || isLoopback(parsed.hostname)) return [];
  return [
    `${name}.token would go to ${parsed.hostname} over ws://, which is not encrypted: use wss://, or allow it with allowInsecure: true`,
  ];
}

/** By the host as it was parsed, which has one spelling for each address. */
function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function parseUrl(value: unknown): URL | undefined {
  try {
    return typeof value === "string" ? new URL(value) : undefined;
  } catch {
    return undefined;
  }
}
