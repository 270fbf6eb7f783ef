import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError } from "../errors/index.js";
import { type RunInput, toUserInputs } from "./inputs.js";

/**
 * Converts an input whose files are on this machine to the protocol's form: makes relative file
 * names absolute, based on `cwd`. Rejects with an `OptionsError` for a missing file, which the
 * server would silently leave out.
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
