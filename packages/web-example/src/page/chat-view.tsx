import type { ReactElement } from "react";
import type { ChatList } from "../chat-api.js";
import { Announcer } from "./announcer.js";
import { ChatContext } from "./chat-context.js";
import { Composer } from "./composer.js";
import { Message } from "./message.js";
import { Scroller } from "./scroller.js";
import { useCodexChat } from "./use-codex-chat.js";

interface ChatViewProps {
  readonly id: string;
  readonly list: ChatList | undefined;
  /** Gives the message that begins a chat, if it is to be begun. */
  takeFirst(id: string): string | undefined;
}

/** One chat: what was said, what Codex does, and where to answer. */
export function ChatView({ id, list, takeFirst }: ChatViewProps): ReactElement {
  const chat = useCodexChat(id, list, takeFirst);
  const said = chat.messages[0]?.parts[0];
  const begun = said?.type === "text" ? said.text : "Chat"; // until the list has it
  const title = list?.chats.find((known) => known.id === id)?.title ?? begun;
  if (chat.isMissing) return <MissingChat />;
  return (
    <main className="chat">
      <title>{title}</title>
      <header className="chat-head">
        <a className="back" href="#/">
          Chats
        </a>
        <h1>{title}</h1>
      </header>
      <Scroller className="conversation" label="Conversation">
        <div className="messages">
          <ChatContext value={{ folder: list?.folder ?? "", answer: chat.answer }}>
            {chat.messages.map((message) => (
              <Message key={message.id} message={message} />
            ))}
          </ChatContext>
          {chat.doing && <p className="working">{chat.doing}</p>}
        </div>
      </Scroller>
      <Announcer doing={chat.doing} message={chat.messages.at(-1)} />
      {chat.notice && (
        <p className="notice" role="alert">
          {chat.notice}
        </p>
      )}
      <Composer
        isRunning={chat.doing !== undefined}
        unsent={chat.unsent}
        onSend={chat.send}
        onStop={chat.stop}
      />
    </main>
  );
}

function MissingChat(): ReactElement {
  return (
    <main className="chat">
      <div className="welcome">
        <h1>There is no such chat</h1>
        <p>
          It may have been deleted. <a href="#/new">Begin another one</a>
        </p>
      </div>
    </main>
  );
}
