import type { ReactElement } from "react";
import type { ChatSummary } from "../chat-api.js";

interface ChatNavProps {
  readonly chats: readonly ChatSummary[] | undefined;
  readonly current: string;
}

/** The list of chats, and what each of them is at. */
export function ChatNav({ chats, current }: ChatNavProps): ReactElement {
  return (
    <nav className="nav" aria-label="Chats">
      <header className="nav-head">
        <img src="/icon.svg" alt="" width="28" height="28" />
        <span className="brand">Codex</span>
        <a className="button" href="#/new" aria-current={current === "new" ? "page" : undefined}>
          New chat
        </a>
      </header>
      {chats?.length === 0 && <p className="quiet">There are no chats yet.</p>}
      <ul>
        {chats?.map((chat) => (
          <li key={chat.id}>
            <a href={`#/${chat.id}`} aria-current={chat.id === current ? "page" : undefined}>
              <span className="title">{chat.title}</span>
              <ChatState chat={chat} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function ChatState({ chat }: { readonly chat: ChatSummary }): ReactElement | null {
  if (chat.asks > 0) return <span className="badge asks">asks you</span>;
  return chat.isRunning ? <span className="badge">works</span> : null;
}
