import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { testCodex } from "codex-app-server-sdk/testing";
import type { Backend } from "./backend.js";
import { demoFiles } from "./demo-files.js";
import { playModel } from "./play-model.js";

/** Codex offers its model a to-do list only where it is told so. */
const planTool = "[tools.update_plan]\nenabled = true\n";

/** A real Codex in a temporary home, with a model that this program plays: no account is needed. */
export async function startDemo(): Promise<Backend> {
  const { codex, model, home, dispose } = await testCodex({ home: { config: planTool } });
  for (const [name, text] of Object.entries(demoFiles)) {
    await writeFile(join(home.cwd, name), text);
  }
  model.respondWith(playModel);
  return { codex, folder: home.cwd, dispose };
}
