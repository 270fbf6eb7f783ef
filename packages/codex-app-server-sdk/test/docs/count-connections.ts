import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { onTestFinished } from "vitest";

export interface CountedConnections {
  /** Variables that lead a program's connections here, those to this machine left out. */
  env: Record<string, string>;
  /** How many there were. */
  count(): number;
}

/** Stands in for the way out of this machine: counts who wants to take it, and lets nobody. */
export async function countConnections(): Promise<CountedConnections> {
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    socket.destroy();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const names = [
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
  ];
  const env = Object.fromEntries(names.map((name) => [name, proxy]));
  const local = "127.0.0.1,localhost";
  return { env: { ...env, NO_PROXY: local, no_proxy: local }, count: () => count };
}
