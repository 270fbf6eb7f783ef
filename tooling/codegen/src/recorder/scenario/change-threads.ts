import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { message } from "../../../../../packages/codex-app-server-sdk/src/testing/index.js";
import { runTurn } from "./run-turn.js";
import type { Stage } from "./stage.js";
import { threadIdOf } from "./start-thread.js";

/** Uses sections and projects, takes a fork from its start to its deletion, and sends an image. */
export async function changeThreads(stage: Stage, threadId: string): Promise<void> {
  const { server, model, cwd } = stage;
  const section = await server.request("threadSection/create", { name: "Inbox" });
  const sectionId =
    (section.result as { section?: { id: string } } | undefined)?.section?.id ?? null;
  await server.request("threadSection/list", {});
  await server.request("thread/section/move", { threadId, sectionId });
  await server.request("thread/section/move", { threadId, sectionId: null });
  if (sectionId) await server.request("threadSection/delete", { sectionId });
  const project = { name: "Project", roots: [{ path: cwd }], idempotencyKey: "project-1" };
  await server.request("project/create", project);
  await server.request("project/list", {});
  const fork = threadIdOf(await server.request("thread/fork", { threadId }));
  model.respond(message("Forked."));
  await runTurn(stage, fork, "Go on");
  await server.request("thread/unsubscribe", { threadId: fork });
  await server.request("thread/archive", { threadId: fork });
  await server.request("thread/unarchive", { threadId: fork });
  await server.request("thread/resume", { threadId: fork });
  await server.request("thread/delete", { threadId: fork });
  await server.request("thread/read", { threadId: fork });
  await writeFile(join(cwd, "image.png"), Buffer.from(onePixel, "base64"));
  model.respond(message("An image."));
  await runTurn(stage, threadId, "Look", [{ type: "localImage", path: join(cwd, "image.png") }]);
}

const onePixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
