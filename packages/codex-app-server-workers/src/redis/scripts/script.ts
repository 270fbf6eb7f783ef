import { createHash } from "node:crypto";

/** A Lua script, which happens whole or not at all. */
export interface Script {
  readonly text: string;
  /** By what Redis knows it once it has run. */
  readonly sha: string;
}

export function makeScript(text: string): Script {
  return { text, sha: createHash("sha1").update(text).digest("hex") };
}
