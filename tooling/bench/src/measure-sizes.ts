import { readFile } from "node:fs/promises";
import { bundle, bundleAll } from "./bundle.js";
import { locateSdkFile } from "./locate-sdk-file.js";

/** How many bytes users load, by part. */
export interface Sizes {
  /** Protocol and zod in the root entry, minified. */
  protocol: number;
  /** The same, compressed with gzip. */
  protocolGzip: number;
  /** The rest of the root entry, minified. */
  client: number;
  /** The declarations of the protocol entry. */
  declarations: number;
}

/** Dependencies that are not bundled into the package, so not part of its size. */
const external = ["openai-codex-cli-bin", "ws"];

/** Bundles the root entry and measures its parts. The package must be built before. */
export async function measureSizes(): Promise<Sizes> {
  // Split like the package: one file would add code to load each lazily imported module.
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
