import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/**
 * Opens a line to the Redis on this port and resolves with its URL. `join` says what passes between
 * the two ends of each connection; when the near one is closed the far one is. Ends with the test.
 */
export async function openLine(
  to: number,
  join: (near: Socket, far: Socket) => void,
): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(to, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {}); // it is closed next
      socket.on("close", () => void sockets.delete(socket));
    }
    near.on("close", () => far.destroy());
    join(near, far);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The line has no port.");
  return `redis://127.0.0.1:${address.port}`;
}
