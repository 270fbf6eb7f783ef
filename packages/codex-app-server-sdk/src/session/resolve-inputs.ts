import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError } from "../errors/index.js";
import { absolutePath } from "../options/absolute-path.js";
import type { ResolvedOptions } from "../options/options.js";
import { startsServer } from "../options/transport-options.js";

/** Inputs that name a file or folder of this machine. */
type FileInput = Extract<wire.UserInput, { path: string }>;

/** Of these the server would leave out a file that is not there without a word. */
const mustExist: ReadonlySet<string> = new Set(["localImage", "localAudio"]);

/**
 * The wire's form of inputs whose files lie on this machine: relative paths are made absolute
 * against the `cwd` of the client. Rejects with an `OptionsError` for a file that is not there. At
 * once where no input names a file, and as they are where the server may be on another machine.
 */
export function resolveInputs(
  inputs: wire.UserInput[],
  { cwd, transport }: Pick<ResolvedOptions, "cwd" | "transport">,
): wire.UserInput[] | Promise<wire.UserInput[]> {
  if (!startsServer({ transport }) || !inputs.some(isFile)) return inputs;
  return Promise.all(inputs.map((input) => (isFile(input) ? resolveFile(input, cwd) : input)));
}

async function resolveFile(input: FileInput, cwd: string | undefined): Promise<wire.UserInput> {
  const path = absolutePath(input.path, `The path of the ${input.type} input`, cwd);
  if (mustExist.has(input.type)) await assertReadable(path, input.type);
  return { ...input, path };
}

async function assertReadable(path: string, type: string): Promise<void> {
  const { access } = await import("node:fs/promises");
  await access(path).catch((cause: unknown) => {
    throw new OptionsError(`The ${type} input names ${path}, which can't be read.`, { cause });
  });
}

/** A path, and not an address such as `app://…` that a mention may carry. */
function isFile(input: wire.UserInput): input is FileInput {
  const { path } = input as { path?: unknown };
  return typeof path === "string" && !/^[a-z][a-z0-9+.-]+:/i.test(path);
}
