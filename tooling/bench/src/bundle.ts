import { gzipSync } from "node:zlib";
import { type BuildOptions, build, type Metafile } from "esbuild";

/** One of the files that a bundle is split into. */
export interface BundledFile {
  /** The module that is its entry; undefined for a file that only holds what others share. */
  entryPoint: string | undefined;
  /** Files that it loads as it is loaded itself. */
  imports: string[];
  /** Files that it loads when they are needed. */
  laterImports: string[];
  /** How many of its bytes come from each source file. */
  bytesByInput: Map<string, number>;
}

export interface Bundle {
  code: Uint8Array;
  gzipBytes: number;
  files: ReadonlyMap<string, BundledFile>;
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
  const outputs = Object.entries(metafile?.outputs ?? {});
  const files = new Map(outputs.map(([path, output]) => [path, toBundledFile(output)]));
  return {
    code: file.contents,
    gzipBytes: gzipSync(file.contents, { level: 9 }).length,
    files,
    bytesByInput: new Map([...files.values()].flatMap(({ bytesByInput }) => [...bytesByInput])),
  };
}

function toBundledFile({ entryPoint, imports, inputs }: Metafile["outputs"][string]): BundledFile {
  const importsOf = (kind: string): string[] =>
    imports.filter((one) => one.kind === kind && !one.external).map(({ path }) => path);
  return {
    entryPoint,
    imports: importsOf("import-statement"),
    laterImports: importsOf("dynamic-import"),
    bytesByInput: new Map(
      Object.entries(inputs).map(([path, { bytesInOutput }]) => [path, bytesInOutput]),
    ),
  };
}
