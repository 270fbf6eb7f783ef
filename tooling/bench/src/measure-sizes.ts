import { readFile } from "node:fs/promises";
import { bundle, bundleAll } from "./bundle.js";
import { locateSdkFile } from "./locate-sdk-file.js";

/** Bytes of what users load, by part. */
export interface Sizes {
  /** Protocol and zod in the root entry, minified. */
  protocol: number;
  /** The same, compressed. */
  protocolGzip: number;
  /** The rest of the root entry, minified. */
  client: number;
  /** The declarations of the protocol entry. */
  declarations: number;
}

/** Dependencies that stay outside the package, so that they are no part of its size. */
const external = ["openai-codex-cli-bin", "ws"];

/** Bundles the root entry and weighs its parts. The package must have been built. */
export async function measureSizes(): Promise<Sizes> {
  // Split, as the package is: in one file every module would carry the code that loads it later.
  const split = { splitting: true, outdir: "out" };
  const whole = await bundle(locateSdkFile("src/index.ts"), { external, ...split });
  const protocol = await bundleAll([...whole.bytesByInput.keys()].filter(isProtocol));
  const parts = [...whole.bytesByInput];
  const sum = (isWanted: (path: string) => boolean): number =>
    parts.reduce((total, [path, bytes]) => total + (isWanted(path) ? bytes : 0), 0);
  return {
    protocol: sum(isProtocol),
    protocolGzip: protocol.gzipBytes,
    client: sum((path) => !isProtocol(path)),
    declarations: (await readFile(locateSdkFile("dist/protocol.d.ts"))).length,
  };
}

function isProtocol(path: string): boolean {
  return /\/src\/protocol\/|\/zod\//.test(path);
}
