import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** The paths that answer something other than 401. */
type Answers = Record<string, (request: IncomingMessage) => Promise<object> | object>;

/** Starts an MCP server that wants a login, and the place where one logs in. Gives its address. */
export async function startMcpLoginServer(): Promise<string> {
  const server = createServer(async (request, response) => {
    const answer = answers[new URL(request.url ?? "", address).pathname];
    const body = await answer?.(request);
    response.writeHead(body ? 200 : 401, { "content-type": "application/json", ...challenge });
    response.end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const resource = "/.well-known/oauth-protected-resource";
  const challenge = { "www-authenticate": `Bearer resource_metadata="${address}${resource}"` };
  const answers: Answers = {
    [resource]: () => ({ resource: `${address}/mcp`, authorization_servers: [address] }),
    "/.well-known/oauth-authorization-server": () => ({
      issuer: address,
      authorization_endpoint: `${address}/authorize`,
      token_endpoint: `${address}/token`,
      registration_endpoint: `${address}/register`,
      response_types_supported: ["code"],
      code_challenge_methods_supported: ["S256"],
    }),
    "/register": async (request) => ({ client_id: "a", ...JSON.parse(await text(request)) }),
    "/token": () => ({ access_token: "access-7d2e", token_type: "Bearer", expires_in: 3_600 }),
  };
  return `${address}/mcp`;
}
