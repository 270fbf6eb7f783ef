import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { MockResponsesServer } from "../../src/testing/index.js";

/** What a provider says to a request with a wrong key, or with none. */
export const refusal = "Incorrect API key provided.";

/** A provider on loopback that looks at the key of each request. */
export interface ModelGateway {
  readonly baseUrl: string;
  /** The Authorization header of each request; undefined when it has none. */
  readonly authorizations: readonly (string | undefined)[];
}

/**
 * Starts a provider in front of a model. It answers 401 to every request whose Authorization header
 * is not the accepted one; with undefined it accepts everything. It ends with the test.
 */
export async function startModelGateway(
  model: MockResponsesServer,
  accepts: string | undefined,
): Promise<ModelGateway> {
  const authorizations: (string | undefined)[] = [];
  const http = createServer((incoming, response) => {
    const { authorization } = incoming.headers;
    authorizations.push(authorization);
    if (accepts === undefined || authorization === accepts) forward(incoming, response, model);
    else refuse(incoming, response);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    const closed = new Promise<void>((resolve) => http.close(() => resolve()));
    http.closeAllConnections();
    await closed;
  });
  const { port } = http.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}/v1`, authorizations };
}

function refuse(incoming: IncomingMessage, response: ServerResponse): void {
  incoming.resume();
  response.writeHead(401, { "content-type": "application/json" });
  response.end(JSON.stringify({ error: { message: refusal, type: "invalid_request_error" } }));
}

function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  model: MockResponsesServer,
): void {
  const { method, headers, url = "" } = incoming;
  const there = request(new URL(url, model.baseUrl), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  there.on("error", () => response.destroy());
  response.on("close", () => there.destroy());
  incoming.pipe(there);
}
