import { OptionsError } from "../errors/index.js";
import { showOption } from "../options/show-option.js";

/** A copy of what a user writes to a program. Throws an `OptionsError` for anything else. */
export function bytesOf(data: string | Uint8Array): Buffer {
  if (typeof data === "string") return Buffer.from(data);
  if (data instanceof Uint8Array) return Buffer.from(data);
  throw new OptionsError(`data is ${showOption(data, "data")}, expected a string or a Uint8Array.`);
}
