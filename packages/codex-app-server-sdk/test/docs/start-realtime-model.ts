import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";

/** A stand-in for a realtime model that answers every message with this text. Gives its address. */
export async function startRealtimeModel(text: string): Promise<string> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  await once(server, "listening");
  server.on("connection", (socket) => {
    socket.on("message", (data) => answer(socket, JSON.parse(String(data)), text));
  });
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function answer(
  socket: WebSocket,
  { type, session }: { type: string; session?: object },
  text: string,
): void {
  const send = (event: object): void => socket.send(JSON.stringify(event));
  if (type === "session.update") {
    send({ type: "session.updated", session: { id: "session", instructions: "", ...session } });
  }
  if (type !== "conversation.item.create") return;
  send({ type: "response.created", response: { id: "response" } });
  send({ type: "response.output_text.delta", item_id: "item", delta: text });
  send({ type: "response.output_text.done", item_id: "item", text });
  send({ type: "response.done", response: { id: "response", output: [] } });
}
