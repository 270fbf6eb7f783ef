import { DefaultChatTransport } from "ai";
import type { ChatMessage } from "../chat-api.js";

const tokenKey = "codex-token";

/** Takes the token out of the address. What stands behind a `#` is sent to no server. */
export function takeToken(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token === null) return;
  localStorage.setItem(tokenKey, token);
  history.replaceState(null, "", "#/");
}

/** Not a cookie, which a server at another port of this machine would be sent too. */
function headers(): Record<string, string> {
  return { authorization: `Bearer ${localStorage.getItem(tokenKey) ?? ""}` };
}

/** The backend answered, and not with what was asked for. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

/** Asks the backend. Throws a `Refusal`, or a `TypeError` when there is no connection. */
export async function ask(path: string, method = "GET", body?: object): Promise<Response> {
  const json = body && { body: JSON.stringify(body) };
  const response = await fetch(path, { method, headers: headers(), ...json });
  if (!response.ok) throw new Refusal(response.status, await response.text());
  return response;
}

/** How `useChat` sends a message and finds a turn that runs. Codex knows all earlier messages. */
export const transport = new DefaultChatTransport<ChatMessage>({
  api: "/api/chat",
  headers,
  prepareSendMessagesRequest: ({ id, messages }) => ({
    body: { id, messages: messages.slice(-1) },
  }),
});
