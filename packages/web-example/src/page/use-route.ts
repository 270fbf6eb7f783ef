import { useSyncExternalStore } from "react";

/** What stands behind `#/`: the id of a chat, `new`, or nothing for the list. */
export function useRoute(): string {
  return useSyncExternalStore(listen, () => location.hash.replace(/^#\/?/, ""));
}

function listen(onChange: () => void): () => void {
  addEventListener("hashchange", onChange);
  return () => removeEventListener("hashchange", onChange);
}
