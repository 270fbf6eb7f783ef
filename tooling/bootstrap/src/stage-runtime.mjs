import { runTool, tools } from "./run-tool.mjs";

/** Puts the pinned runtime for this machine into the workspace, unless it is there. */
export async function stageRuntime() {
  await runTool([...tools.release, "stage-runtime"], { io: "shown" });
}
