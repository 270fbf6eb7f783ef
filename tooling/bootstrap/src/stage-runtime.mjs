import { runTool, tools } from "./run-tool.mjs";

/** Puts this machine's pinned runtime into the workspace, unless it is already there. */
export async function stageRuntime() {
  await runTool([...tools.release, "stage-runtime"], { io: "shown" });
}
