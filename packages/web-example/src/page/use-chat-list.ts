import { useEffect, useState } from "react";
import type { ChatList } from "../chat-api.js";
import { ask, Refusal } from "./backend.js";

const everyMs = 1_500;

/** What is known of the chats, and whether the backend answers. */
export interface KnownChats {
  readonly list: ChatList | undefined;
  readonly trouble: "offline" | "token" | undefined;
}

/**
 * Asks for the list of chats as long as somebody looks. So a page hears of a turn that another tab
 * has started, and of a backend that is gone or back. It takes no connection for itself: a browser
 * has six of them for all tabs together.
 */
export function useChatList(): KnownChats {
  const [known, setKnown] = useState<KnownChats>({ list: undefined, trouble: undefined });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const look = async (): Promise<void> => {
      clearTimeout(timer);
      const found = document.hidden ? undefined : await readList();
      if (isOver) return;
      if (found) setKnown((before) => ({ list: before.list, ...found }));
      clearTimeout(timer);
      timer = setTimeout(look, everyMs);
    };
    void look();
    document.addEventListener("visibilitychange", look);
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return known;
}

async function readList(): Promise<Partial<KnownChats> & Pick<KnownChats, "trouble">> {
  try {
    const response = await ask("/api/chats");
    return { list: await response.json(), trouble: undefined };
  } catch (error) {
    return { trouble: error instanceof Refusal && error.status === 401 ? "token" : "offline" };
  }
}
