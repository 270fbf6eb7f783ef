import { message } from "codex-app-server-sdk/testing";
import { ChatPage } from "./chat-page.js";
import { openContext } from "./chromium.js";
import type { TestBackend } from "./test-backend.js";

/** Begins a chat in a browser of its own, and waits until the conversation has `shown`. */
export async function openChat(url: string, text: string, shown: string): Promise<ChatPage> {
  const chat = await ChatPage.open(await openContext(), url);
  await chat.send(text);
  await chat.sees(shown);
  return chat;
}

/** Opens the same chat in a second tab of that browser. */
export async function openBeside(chat: ChatPage, shown: string): Promise<ChatPage> {
  const beside = await ChatPage.open(chat.page.context(), chat.page.url());
  await beside.sees(shown);
  return beside;
}

/** Begins a chat, which the model answers, and waits until the turn is over. */
export async function openAnswered(
  { model, url }: TestBackend,
  text: string,
  answer: string,
): Promise<ChatPage> {
  model.respond(message(answer));
  const chat = await openChat(url, text, answer);
  await chat.isIdle();
  return chat;
}
