// Finds files by some letters of their path, as an editor does.
import { Codex } from "codex-app-server-sdk";

const [, , query = "idx"] = process.argv;
const codex = new Codex();
try {
  const { files } = await codex.request("fuzzyFileSearch", { query, roots: [process.cwd()] });
  for (const { path, score } of files.slice(0, 10)) console.log(path, score > 0);
} finally {
  await codex.close();
}
