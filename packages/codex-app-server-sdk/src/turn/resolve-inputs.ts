import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError } from "../errors/index.js";
import { type RunInput, toUserInputs } from "./inputs.js";

/**
 * The wire's form of an input whose files lie on this machine: relative names are made absolute
 * against `cwd`. Rejects with an `OptionsError` for a file that is not there; the server would
 * leave it out without a word.
 */
export async function resolveInputs(input: RunInput, cwd: string): Promise<wire.UserInput[]> {
  return Promise.all(toUserInputs(input).map((entry) => resolveFile(entry, cwd)));
}

async function resolveFile(entry: wire.UserInput, cwd: string): Promise<wire.UserInput> {
  if (entry.type !== "localImage" && entry.type !== "localAudio") return entry;
  const [{ resolve }, { access }] = await Promise.all([
    import("node:path"),
    import("node:fs/promises"),
  ]);
  const path = resolve(cwd, entry.path);
  await access(path).catch((cause: unknown) => {
    throw new OptionsError(`The ${entry.type} input names ${path}, which can't be read.`, {
      cause,
    });
  });
  return { ...entry, path };
}
