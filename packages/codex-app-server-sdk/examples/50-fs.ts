// Files on the server's machine: written, watched, read, listed and removed. Paths are absolute.
import { join } from "node:path";
import { Codex } from "codex-app-server-sdk";

const codex = new Codex();
const folder = join(process.cwd(), "notes");
const path = join(folder, "today.txt");
try {
  await codex.request("fs/createDirectory", { path: folder });
  const changes = codex.notifications({ methods: ["fs/changed"] });
  await codex.request("fs/watch", { watchId: "notes", path: folder });

  const dataBase64 = Buffer.from("Buy milk.").toString("base64");
  await codex.request("fs/writeFile", { path, dataBase64 });
  for await (const { params } of changes) {
    console.log(params.watchId, "changed:", params.changedPaths.includes(path));
    break;
  }

  const file = await codex.request("fs/readFile", { path });
  console.log(Buffer.from(file.dataBase64, "base64").toString());
  const { entries } = await codex.request("fs/readDirectory", { path: folder });
  console.log(entries.map(({ fileName }) => fileName));
  await codex.request("fs/unwatch", { watchId: "notes" });
  await codex.request("fs/remove", { path: folder, recursive: true });
} finally {
  await codex.close();
}
