import { absoluteEnv } from "../../options/absolute-env.js";
import { findCodex } from "../../runtime/find-codex.js";
import type { CheckContext } from "./check.js";

/** The binary that a `Codex` without a `codexPath` would start. Rejects as its start does. */
export async function locateCodex({ env }: Pick<CheckContext, "env">): Promise<string> {
  return (await findCodex({ codexPath: undefined, env: absoluteEnv(env) })).path;
}
