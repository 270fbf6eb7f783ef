import { join } from "node:path";
import type { Stage } from "./stage.js";

/** Uses files and folders, watches them, and searches for their names. */
export async function useFiles({ server, cwd }: Stage): Promise<void> {
  const file = join(cwd, "note.txt");
  const folder = join(cwd, "folder");
  const dataBase64 = Buffer.from("hello\n").toString("base64");
  await server.request("fs/watch", { watchId: "watch-1", path: cwd });
  const changed = server.notified("fs/changed");
  await server.request("fs/writeFile", { path: file, dataBase64 });
  await changed;
  await server.request("fs/readFile", { path: file });
  await server.request("fs/getMetadata", { path: file });
  await server.request("fs/createDirectory", { path: folder });
  await server.request("fs/copy", { sourcePath: file, destinationPath: join(folder, "copy.txt") });
  await server.request("fs/readDirectory", { path: cwd });
  await server.request("fs/readFile", { path: join(cwd, "missing") });
  await server.request("fs/unwatch", { watchId: "watch-1" });
  await server.request("fs/remove", { path: folder, recursive: true });
  await server.request("fuzzyFileSearch", { query: "note", roots: [cwd] });
  const updated = server.notified("fuzzyFileSearch/sessionUpdated");
  const session = { sessionId: "search-1" };
  const started = await server.request("fuzzyFileSearch/sessionStart", {
    ...session,
    roots: [cwd],
  });
  await server.request("fuzzyFileSearch/sessionUpdate", { ...session, query: "note" });
  if (started.error === undefined) await updated;
  else updated.catch(() => {});
  await server.request("fuzzyFileSearch/sessionStop", session);
}
