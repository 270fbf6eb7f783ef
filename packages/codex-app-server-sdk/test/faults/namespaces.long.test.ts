import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const id = `cx${process.pid % 100_000}`;
const [client, server] = [`${id}c`, `${id}s`];
const token = "token-between-namespaces";

function ip(...args: string[]): void {
  execFileSync("ip", args, { stdio: "pipe" });
}

/** Two network namespaces with a line between them and no way out. */
function makeNamespaces(): void {
  for (const [name, address] of [
    [client, "10.213.7.1/30"],
    [server, "10.213.7.2/30"],
  ] as const) {
    ip("netns", "add", name);
    if (name === client) {
      ip("-n", client, "link", "add", client, "type", "veth", "peer", "name", `${id}p`);
    } else {
      ip("-n", client, "link", "set", `${id}p`, "netns", server, "name", server);
    }
    ip("-n", name, "address", "add", address, "dev", name);
    ip("-n", name, "link", "set", "lo", "up");
    ip("-n", name, "link", "set", name, "up");
  }
}

function removeNamespaces(): void {
  for (const name of [client, server]) {
    try {
      ip("netns", "del", name);
    } catch {
      // It was not made.
    }
  }
}

/** Whether this user may make them on this system. */
function canMake(): boolean {
  try {
    makeNamespaces();
    return true;
  } catch {
    return false;
  } finally {
    removeNamespaces();
  }
}

function runIn(namespace: string, fixture: string, ...args: string[]): Running {
  const path = fileURLToPath(new URL(`fixtures/${fixture}`, import.meta.url));
  const tsx = import.meta.resolve("tsx");
  const command = ["netns", "exec", namespace, process.execPath, "--import", tsx, path, ...args];
  const child = spawn("ip", command);
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    const exited = once(child, "exit");
    child.stdin.end();
    await exited;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string> => String((await lines.next()).value);
  return { child, line };
}

interface Running {
  child: ChildProcessWithoutNullStreams;
  /** Resolves with the next line that it writes. */
  line(): Promise<string>;
}

test.runIf(canMake())(
  "between two network namespaces a turn outlives that the line is down",
  async () => {
    onTestFinished(removeNamespaces);
    makeNamespaces();
    const listening = runIn(server, "server-in-namespace.ts", "10.213.7.2", token);
    const url = await listening.line();
    const running = runIn(client, "client-in-namespace.ts", url, token);
    expect(await listening.line()).toBe("asked");

    ip("-n", client, "link", "set", client, "down");
    listening.child.stdin.write("go on\n");
    // Nobody says that the line is down: the client notices by itself, within half a minute.
    expect(await running.line()).toContain("nothing was heard of the server for 15000 ms");
    ip("-n", client, "link", "set", client, "up");

    const { finalResponse, items } = JSON.parse(await running.line());
    expect(finalResponse).toBe("half whole");
    expect(items).toEqual(["userMessage", "agentMessage"]);
  },
);
