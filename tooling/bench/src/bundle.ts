import { gzipSync } from "node:zlib";
import { type BuildOptions, build } from "esbuild";

export interface Bundle {
  code: Uint8Array;
  gzipBytes: number;
  /** How many bytes of the bundle come from each source file. */
  bytesByInput: Map<string, number>;
}

/** Bundles and minifies a module as an application's build would. */
export function bundle(entry: string, options: BuildOptions = {}): Promise<Bundle> {
  return runEsbuild({ entryPoints: [entry], ...options });
}

/** Bundles only these files of another bundle, to find their size without the rest. */
export function bundleAll(files: readonly string[]): Promise<Bundle> {
  const own = files.filter((file) => file.includes("/src/") && !file.endsWith(".json"));
  const contents = own.map((file, index) => `export * as _${index} from "./${file}";`).join("\n");
  return runEsbuild({ stdin: { contents, resolveDir: process.cwd(), loader: "ts" } });
}

async function runEsbuild(options: BuildOptions): Promise<Bundle> {
  const { outputFiles = [], metafile } = await build({
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node20",
    write: false,
    metafile: true,
    logLevel: "silent",
    ...options,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("esbuild gave no bundle");
  const outputs = Object.values(metafile?.outputs ?? {});
  const inputs = outputs.flatMap((output) => Object.entries(output.inputs));
  return {
    code: file.contents,
    gzipBytes: gzipSync(file.contents, { level: 9 }).length,
    bytesByInput: new Map(inputs.map(([path, { bytesInOutput }]) => [path, bytesInOutput])),
  };
}
