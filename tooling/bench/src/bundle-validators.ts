import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "./bundle.js";
import { locateSdkFile } from "./locate-sdk-file.js";

/** The validators that the client uses. No entry of the package exports them. */
export interface Validators {
  validateNotification(method: string, params: unknown): unknown;
  validateResult(method: string, value: unknown): unknown;
}

/** Bundles the validators as they are in the package, and calls `use` with the bundle's URL. */
export async function bundleValidators<T>(use: (url: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), "codex-bench-"));
  try {
    const file = join(dir, "validate.mjs");
    await writeFile(file, (await bundle(locateSdkFile("src/protocol/validate.ts"))).code);
    return await use(pathToFileURL(file).href);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
