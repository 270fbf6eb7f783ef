import { readFile } from "node:fs/promises";
import { describeError } from "../describe-error.js";
import { ToolError } from "../tool-error.js";

/** Reads a text file of a package. Throws a check failure if it cannot be read. */
export async function readPackageFile(file: string): Promise<string> {
  return readFile(file, "utf8").catch((cause: unknown) => {
    throw new ToolError("check", `${file} cannot be read: ${describeError(cause)}`, { cause });
  });
}
