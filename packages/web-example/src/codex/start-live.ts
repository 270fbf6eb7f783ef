import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { Codex } from "codex-app-server-sdk";
import type { Backend } from "./backend.js";

/** Codex with the login of whoever starts this, at work in a folder. */
export async function startLive(path: string): Promise<Backend> {
  // npm starts programs in a folder of its own, and says where it was called.
  const folder = resolve(process.env.INIT_CWD ?? ".", path);
  await mkdir(folder, { recursive: true });
  const codex = new Codex({ cwd: folder, restart: { maxRestarts: 0 } });
  return { codex, folder, dispose: () => codex.close() };
}
