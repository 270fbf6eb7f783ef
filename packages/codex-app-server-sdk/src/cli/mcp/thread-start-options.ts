import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { ThreadStartOptions } from "../../index.js";
import type { CodexParams } from "./tool-params.js";

/**
 * What a call of `codex` asks for, as options of `threadStart()`. What it leaves out is what the
 * user's configuration says. Rejects when `cwd` is no folder, which the server would take.
 */
export async function threadStartOptions(
  params: CodexParams,
  ownFolder: string,
): Promise<ThreadStartOptions> {
  const cwd = resolve(ownFolder, params.cwd ?? "");
  if (!(await isFolder(cwd))) throw new TypeError(`The call has a cwd that is no folder: ${cwd}`);
  const { model, sandbox, "base-instructions": baseInstructions } = params;
  return {
    cwd,
    ...(model !== undefined && { model }),
    ...(sandbox !== undefined && { sandbox }),
    ...(baseInstructions !== undefined && { baseInstructions }),
    ...withDeveloperInstructions(params),
    ...withConfig(params),
    ...withApprovals(params),
  };
}

function withDeveloperInstructions(params: CodexParams): ThreadStartOptions {
  const developerInstructions = params["developer-instructions"];
  return developerInstructions === undefined ? {} : { developerInstructions };
}

function withConfig({ config, "compact-prompt": prompt }: CodexParams): ThreadStartOptions {
  if (config === undefined && prompt === undefined) return {};
  return { config: { ...config, ...(prompt !== undefined && { compact_prompt: prompt }) } };
}

function withApprovals({ "approval-policy": policy }: CodexParams): ThreadStartOptions {
  if (policy === undefined) return { approvalMode: "inherit" };
  return { approvalPolicy: policy === "on-failure" ? "on-request" : policy };
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
