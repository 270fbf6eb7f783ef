import { once } from "node:events";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { InternalRpcError, InvalidRequestError, JsonRpcError } from "../../src/index.js";
import { collect } from "../support/collect.js";
import { failureOf } from "../support/failure-of.js";
import { startMcpLoginServer } from "./mcp-login-server.js";
import { type E2eSetup, startCodex } from "./start-codex.js";

const notes = fileURLToPath(new URL("../fixtures/mcp-server.mjs", import.meta.url));

function stdioServer(name: string): string {
  const command = JSON.stringify(process.execPath);
  return `[mcp_servers.${name}]\ncommand = ${command}\nargs = [${JSON.stringify(notes)}]\n`;
}

function startWithServers(config = stdioServer("notes")): Promise<E2eSetup> {
  return startCodex({ home: { config } });
}

/** Whether a connection is taken there, or why it is not. */
async function whoListens(address: string): Promise<unknown> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, "connect");
    return "somebody";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  } finally {
    socket.destroy();
  }
}

describe("codex.mcp", () => {
  test("lists every server of every page, with its tools", async () => {
    const { codex } = await startWithServers(`${stdioServer("notes")}${stdioServer("more")}`);

    const servers = await collect(codex.mcp.status({ limit: 1 }));

    expect(servers.map(({ name }) => name).sort()).toEqual(["more", "notes"]);
    expect(Object.keys(servers[0]?.tools ?? {})).toContain("write_note");
  });

  test("finds a server that was written into the configuration, after reload()", async () => {
    const { codex } = await startWithServers("");
    expect(await collect(codex.mcp.status())).toEqual([]);
    const value = { command: process.execPath, args: [notes] };
    await codex.config.write({ keyPath: "mcp_servers.late", value, mergeStrategy: "replace" });

    await codex.mcp.reload();

    expect((await collect(codex.mcp.status())).map(({ name }) => name)).toEqual(["late"]);
  });

  test("calls a tool of a thread's server, and asks nobody for approval", async () => {
    const { codex, model } = await startWithServers();
    const thread = await codex.threadStart();
    const call = { threadId: thread.id, server: "notes", tool: "write_note" };

    const { content } = await codex.mcp.callTool({ ...call, arguments: { text: "milk" } });

    expect(JSON.stringify(content)).toContain("milk");
    expect(model.requests).toEqual([]);
  });

  test("rejects with typed errors for a server or a resource that is not there", async () => {
    const { codex } = await startWithServers();
    const { id: threadId } = await codex.threadStart();
    const uri = "note://1";

    const errors = await Promise.all([
      failureOf(codex.mcp.callTool({ threadId, server: "none", tool: "x" })),
      failureOf(codex.mcp.readResource({ server: "none", uri })),
      failureOf(codex.mcp.readResource({ server: "notes", uri })),
      failureOf(codex.mcp.login("none")),
      failureOf(codex.mcp.login("notes")),
    ]);

    const classes = errors.map((error) => (error as Error).constructor);
    expect(classes).toEqual([
      InternalRpcError,
      InternalRpcError,
      InternalRpcError,
      InvalidRequestError,
      InvalidRequestError,
    ]);
    expect(errors.every((error) => error instanceof JsonRpcError)).toBe(true);
  });
});

describe("a login with an MCP server", () => {
  /** Credentials go into a file of the test's home, and not into the machine's keyring. */
  async function startWithLogin(): Promise<E2eSetup> {
    const url = await startMcpLoginServer();
    const store = 'mcp_oauth_credentials_store = "file"\n';
    return startWithServers(`${store}[mcp_servers.web]\nurl = "${url}"\n`);
  }

  test("ends when the user has come back from the browser", async () => {
    const { codex } = await startWithLogin();
    const login = await codex.mcp.login("web", { scopes: ["notes"], timeoutMs: 0 });
    const { searchParams } = new URL(login.authUrl);
    expect(searchParams.get("scope")).toBe("notes");

    const back = new URL(searchParams.get("redirect_uri") ?? "");
    back.search = `?code=x&state=${searchParams.get("state")}`;
    await (await fetch(back)).text();

    expect(await login.wait()).toMatchObject({ loginId: login.loginId, success: true });
    expect(await login.wait()).toMatchObject({ success: true });
  });

  test("whose browser never comes back is ended by its time-out", async () => {
    const { codex } = await startWithLogin();
    const login = await codex.mcp.login("web", { timeoutMs: 900 });
    const { searchParams } = new URL(login.authUrl);
    const back = searchParams.get("redirect_uri") ?? "";

    const ended = await login.wait();

    expect(ended).toMatchObject({ success: false, error: expect.stringContaining("timed out") });
    // No request: one that comes while the server lets go of the port is never answered.
    await expect.poll(() => whoListens(back)).toBe("ECONNREFUSED");
  });

  test("that is waited for until the client closes rejects", async () => {
    const { codex } = await startWithLogin();
    const login = await codex.mcp.login("web");
    const waiting = failureOf(login.wait());

    await codex.close();

    expect(await waiting).toMatchObject({ code: "TRANSPORT_CLOSED" });
  });
});
