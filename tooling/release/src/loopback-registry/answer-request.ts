import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { describeError } from "../describe-error.js";
import { receivePublishBody } from "./receive-publish-body.js";
import { type FaultKind, type RegistryFault, takeFault } from "./registry-fault.js";
import {
  type Packument,
  type RegistryStore,
  type StoredVersion,
  tarballPath,
} from "./registry-store.js";

/** A request and the status it was answered with. */
export interface LoggedRequest {
  method: string;
  /** The decoded path without the query: `/name`, `/name/-/name-1.0.0.tgz`. */
  path: string;
  /** 0 if the connection was cut instead of answered. */
  status: number;
  /** The `authorization` header. */
  authorization?: string;
}

export interface RegistryState {
  url: string;
  /** The folder for uploaded tarballs. */
  folder: string;
  upstream?: string;
  onAnswer?(request: LoggedRequest): void | Promise<void>;
  describe?(packument: Packument): Packument;
  store: RegistryStore;
  requests: LoggedRequest[];
  faults: RegistryFault[];
  hidden: Map<string, number>;
}

interface Answer {
  status: number;
  body?: object | string;
  stored?: StoredVersion;
  location?: string;
}

/** Answers a request, or fails it as the next fault says. Never rejects. */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  state: RegistryState,
): Promise<void> {
  const method = request.method ?? "GET";
  const path = decodeURIComponent(new URL(request.url ?? "/", state.url).pathname);
  const fault = takeFault(state.faults, { method, path });
  const { authorization } = request.headers;
  const log = async (status: number): Promise<void> => {
    const logged = { method, path, status, authorization };
    state.requests.push(logged);
    await state.onAnswer?.(logged);
  };
  try {
    if (fault?.kind === "cut") {
      await readSome(request);
      await log(0);
      response.destroy();
      return;
    }
    const answer = await decide({ request, method, path, state, fault });
    await log(answer.status);
    if (fault?.kind === "cut-answer") response.destroy();
    else await send(answer, { response, method });
  } catch (error) {
    // The client closed the connection, or its upload is malformed.
    if (response.headersSent || response.destroyed) return void response.destroy();
    await log(400);
    response.writeHead(400).end(JSON.stringify({ error: describeError(error) }));
  }
}

interface ReceivedRequest {
  request: IncomingMessage;
  method: string;
  path: string;
  state: RegistryState;
  fault: FaultKind | undefined;
}

async function decide(ask: ReceivedRequest): Promise<Answer> {
  const { request, method, path, state, fault } = ask;
  if (fault?.kind === "status") {
    request.resume();
    return errorAnswer(fault.status, `fault ${fault.status}`);
  }
  const [name, rest] = splitPath(path);
  if (path.startsWith("/-/package/")) return answerTags(ask);
  if (path === "/-/ping") return { status: 200, body: {} };
  if (method === "PUT") return publish(name, ask);
  if (method !== "GET" && method !== "HEAD") return errorAnswer(405, `${method} is not known here`);
  return lookUp({ name, rest, path, state });
}

function lookUp(wanted: {
  name: string;
  rest: string;
  path: string;
  state: RegistryState;
}): Answer {
  const { name, rest, path, state } = wanted;
  const versions = state.store.versions(name);
  if (versions.length === 0) {
    return state.upstream
      ? { status: 307, location: new URL(encodePath(path), state.upstream).href }
      : errorAnswer(404, `${name} is not here`);
  }
  const version = versions.find((candidate) => `/${tarballPath(name, candidate)}` === path);
  if (version) return { status: 200, stored: state.store.version(name, version) };
  const visible = versions.filter((candidate) => isVisible(`${name}@${candidate}`, state.hidden));
  const packument = state.store.packument(name, { baseUrl: state.url, visible });
  if (!packument || rest !== "") return errorAnswer(404, `${path} is not here`);
  return { status: 200, body: state.describe?.(packument) ?? packument };
}

/** Whether a version is visible yet. Each call counts as one request. */
function isVisible(key: string, hidden: Map<string, number>): boolean {
  const left = hidden.get(key) ?? 0;
  hidden.set(key, left - 1);
  return left <= 0;
}

async function publish(name: string, { request, state }: ReceivedRequest): Promise<Answer> {
  const file = join(state.folder, `${randomUUID()}.tgz`);
  const { document, ...digests } = await receivePublishBody(request, file);
  const [version = "", manifest] = Object.entries(document.versions ?? {})[0] ?? [];
  const [tag = "latest"] = Object.keys(document["dist-tags"] ?? {});
  if (document.name !== name || version === "") return errorAnswer(400, "no package in the body");
  if (state.store.version(name, version)) return errorAnswer(409, `${name}@${version} exists`);
  state.store.add({ name, version, tag, stored: { manifest, ...digests, file } });
  return { status: 201, body: { ok: true } };
}

async function answerTags({ request, method, path, state }: ReceivedRequest): Promise<Answer> {
  const match = /^\/-\/package\/(.+)\/dist-tags(?:\/([^/]+))?$/.exec(path);
  const name = match?.[1] ?? "";
  const tag = match?.[2];
  const tags = state.store.tags(name);
  if (!tags) return errorAnswer(404, `${name} is not here`);
  if (method === "GET" && tag === undefined) return { status: 200, body: tags };
  if (tag === undefined) return errorAnswer(405, `${method} is not known here`);
  if (method === "DELETE" && tag !== "latest" && state.store.removeTag(name, tag)) {
    return { status: 200, body: { ok: true } };
  }
  if (method !== "PUT") return errorAnswer(400, `${method} of ${tag} is not possible`);
  const version: unknown = JSON.parse(await readBody(request));
  return state.store.setTag(name, tag, String(version))
    ? { status: 201, body: { ok: true } }
    : errorAnswer(404, `${name}@${version} is not here`);
}

interface Sending {
  response: ServerResponse;
  method: string;
}

async function send(answer: Answer, { response, method }: Sending): Promise<void> {
  const { status, body = {}, stored, location } = answer;
  const text = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  const length = stored?.size ?? text.length;
  response.writeHead(status, {
    "content-type": stored ? "application/octet-stream" : "application/json",
    "content-length": length,
    // A cached answer would hide changes of the registry.
    "cache-control": "no-store",
    ...(location && { location }),
  });
  if (method === "HEAD") return void response.end();
  if (stored) await pipeline(createReadStream(stored.file), response);
  else response.end(text);
}

/** Splits a path into the package name, with its scope, and the rest. */
function splitPath(path: string): [name: string, rest: string] {
  const match = /^\/((?:@[^/]+\/)?[^/]*)\/?(.*)$/.exec(path);
  return [match?.[1] ?? "", match?.[2] ?? ""];
}

function encodePath(path: string): string {
  return path.slice(1).split("/").map(encodeURIComponent).join("/");
}

function errorAnswer(status: number, error: string): Answer {
  return { status, body: { error } };
}

async function readSome(request: IncomingMessage): Promise<void> {
  if (request.method === "GET" || request.method === "HEAD") return;
  for await (const _chunk of request) return;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
