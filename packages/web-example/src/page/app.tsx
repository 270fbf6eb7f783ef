import type { ReactElement } from "react";
import { useRef } from "react";
import { ask } from "./backend.js";
import { ChatNav } from "./chat-nav.js";
import { ChatView } from "./chat-view.js";
import { NewChat } from "./new-chat.js";
import { useChatList } from "./use-chat-list.js";
import { useRoute } from "./use-route.js";

const troubles = {
  offline: "The backend does not answer. The page goes on as soon as it does.",
  token: "This page is not let in. Open the address that the backend has printed.",
};

/** The list of chats beside one of them; where there is no room for both, one after the other. */
export function App(): ReactElement {
  const { list, trouble } = useChatList();
  const route = useRoute();
  const unsent = useRef(new Map<string, string>());
  const isList = route === "";
  const id = isList || route === "new" ? undefined : route;

  const begin = async (text: string): Promise<void> => {
    const created: { id: string } = await (await ask("/api/chats", "POST")).json();
    unsent.current.set(created.id, text);
    location.hash = `#/${created.id}`;
  };
  /** Once: a chat that is visited again has been begun. */
  const takeFirst = (chatId: string): string | undefined => {
    const text = unsent.current.get(chatId);
    unsent.current.delete(chatId);
    return text;
  };

  return (
    <>
      {trouble && (
        <p className="trouble" role="alert">
          {troubles[trouble]}
        </p>
      )}
      <div className="app" data-at={isList ? "list" : "chat"}>
        <ChatNav chats={list?.chats} current={route} />
        {id === undefined ? (
          <NewChat folder={list?.folder} onSend={begin} />
        ) : (
          <ChatView key={id} id={id} list={list} takeFirst={takeFirst} />
        )}
      </div>
    </>
  );
}
