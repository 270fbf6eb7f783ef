import { readFile } from "node:fs/promises";
import { bundle, bundleAll } from "./bundle.js";
import { type Files, findFeatures, findFile, loadedWith, without } from "./loaded-files.js";
import { locateSdkFile } from "./locate-sdk-file.js";
import { measurePackage, type PackageSize } from "./measure-package.js";

/** How many bytes users load, by part; of the package, the SDK alone, without Codex. */
export interface Sizes extends PackageSize {
  /** Protocol and zod, minified. */
  protocol: number;
  /** The same, compressed with gzip. */
  protocolGzip: number;
  /** The client's own code that importing the root entry loads, minified. */
  root: number;
  /** The client's own code that the first use loads beside that, minified. */
  started: number;
  /** The client's own code of each feature that is loaded when it is needed, by its room. */
  features: ReadonlyMap<string, number>;
  /** The command line's own code, without commander: `cli`, and each subcommand by its room. */
  commandLine: ReadonlyMap<string, number>;
  /** What the entry for user interfaces loads beside the root entry, minified, with gzip. */
  uiGzip: number;
  /** The declarations of the protocol entry. */
  declarations: number;
  /** What the command `mcp` loads beside the client, as it ships. */
  mcpServer: number;
}

/** Dependencies that are not bundled into the package, so not part of its size. */
const external = ["openai-codex-cli-bin", "ws"];
const entryPoint = "src/index.ts";
const commandLine = "src/cli/main.ts";
/** What the first use loads: it starts the server, then makes the session. */
const startPoints = ["src/codex/create-transport.ts", "src/session/codex-session.ts"];

/** Bundles the root entry and measures its parts. The package must be built before. */
export async function measureSizes(): Promise<Sizes> {
  // Split like the package: one file would add code to load each lazily imported module.
  const split = { splitting: true, outdir: "out" };
  const { files, bytesByInput } = await bundle(locateSdkFile(entryPoint), { external, ...split });
  const protocol = await bundleAll([...bytesByInput.keys()].filter(isProtocol));
  const root = loadedWith(findFile(files, entryPoint), files);
  const starting = startPoints.flatMap((point) => [...loadedWith(findFile(files, point), files)]);
  const started = without(new Set(starting), root);
  return {
    protocol: bytesOf(files.keys(), files, isProtocol),
    protocolGzip: protocol.gzipBytes,
    root: bytesOf(root, files, isClient),
    started: bytesOf(started, files, isClient),
    features: new Map(
      [...findFeatures(files, new Set([...root, ...started]))].map(([module, parts]) => [
        roomOf(module),
        bytesOf(parts, files, isClient),
      ]),
    ),
    commandLine: await measureCommandLine(),
    uiGzip: (await bundle(locateSdkFile("dist/ui.js"), { external: ["./shared.js"] })).gzipBytes,
    declarations: (await readFile(locateSdkFile("dist/protocol.d.ts"))).length,
    mcpServer: (await readFile(locateSdkFile("dist/mcp-server.js"))).length,
    ...(await measurePackage("codex-app-server-sdk")),
  };
}

async function measureCommandLine(): Promise<Map<string, number>> {
  const split = { splitting: true, outdir: "out", external: [...external, "commander"] };
  const { files } = await bundle(locateSdkFile(commandLine), split);
  const start = loadedWith(findFile(files, commandLine), files);
  const subcommands = [...findFeatures(files, start)].filter(([module]) => isCommandLine(module));
  return new Map([
    ["cli", bytesOf(start, files, isCommandLine)],
    ...subcommands.map(
      ([module, parts]) => [roomOf(module), bytesOf(parts, files, isCommandLine)] as const,
    ),
  ]);
}

/** `src/exec/program.ts` → `exec` */
function roomOf(module: string): string {
  return /([^/]+)\/[^/]+$/.exec(module)?.[1] ?? module;
}

function bytesOf(
  paths: Iterable<string>,
  files: Files,
  isWanted: (input: string) => boolean,
): number {
  let total = 0;
  for (const path of paths) {
    for (const [input, bytes] of files.get(path)?.bytesByInput ?? []) {
      if (isWanted(input)) total += bytes;
    }
  }
  return total;
}

function isProtocol(input: string): boolean {
  return /\/src\/protocol\/|\/zod\//.test(input);
}

function isCommandLine(input: string): boolean {
  return input.includes("src/cli/");
}

function isClient(input: string): boolean {
  return !isProtocol(input);
}
