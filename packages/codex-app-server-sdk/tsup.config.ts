import { rm } from "node:fs/promises";
import { defineConfig, type Options } from "tsup";
import manifest from "./package.json" with { type: "json" };
import { planBuiltFiles } from "./scripts/built-files.js";
import { builtinModules } from "./scripts/builtin-modules.js";
import { leftOut } from "./scripts/left-out.js";
import { thirdPartyNotices } from "./scripts/third-party-notices.js";

const entryPoints = {
  index: "src/index.ts",
  protocol: "src/protocol/index.ts",
  store: "src/store/index.ts",
  testing: "src/testing/index.ts",
  ui: "src/ui/index.ts",
};

const later = {
  exec: "src/exec/program.ts",
  goal: "src/thread/goal/server-goal.ts",
  launch: "src/codex/create-transport.ts",
  history: "src/thread/history/thread-history.ts",
  queue: "src/thread/queue/server-queue.ts",
  mcp: "src/mcp/mcp-login.ts",
  session: "src/session/codex-session.ts",
  runtime: "src/runtime/installed-runtime.ts",
  saving: "src/saving/saved-threads.ts",
  sockets: "src/transport/web-socket-transport.ts",
  validate: "src/protocol/validate.ts",
  output: "src/output/index.ts",
  tools: "src/tools/index.ts",
  schemas: "src/schemas/input-schema-of.ts", // what the two have in common
};

/** The command line, which is run and not imported, and its subcommands, loaded when they run. */
const commandLine = {
  cli: "src/cli/main.ts",
  doctor: "src/cli/doctor/run-doctor.ts",
  replay: "src/cli/replay/run-replay.ts",
  "mcp-server": "src/cli/mcp/run-mcp.ts",
};

const { entries, plugin } = await planBuiltFiles(entryPoints, { ...later, ...commandLine }, [
  "launch",
  "session",
  "saving", // is loaded beside them where threads are kept in a store,
  "store", // and so is that
]);
const imported = Object.fromEntries(
  Object.entries(entries).filter(([file]) => !Object.hasOwn(commandLine, file)),
);

const common: Options = {
  entry: imported,
  target: "node20",
  splitting: false,
  esbuildPlugins: [plugin, builtinModules, leftOut, thirdPartyNotices],
  define: {
    sdkVersion: JSON.stringify(manifest.version),
    // Keeps `ws` from looking for faster native parts, which would have to be installed beside it.
    "process.env.WS_NO_BUFFER_UTIL": '"1"',
    "process.env.WS_NO_UTF_8_VALIDATE": '"1"',
  },
  // The declarations refer to it, but no code loads it.
  external: ["codex-app-server-sdk/protocol"],
  // Bundled, because loading all of zod's own files takes ten times as long as the part that is
  // used. The runtime package's code is bundled, so that it can be mended without a new Codex, and
  // `ws`, so that nothing else has to be installed and no bundler meets its optional parts.
  noExternal: ["zod", "openai-codex-cli-bin", "ws", "commander", "@modelcontextprotocol/sdk"],
  // The declarations of the protocol entry are written by scripts/write-protocol-declarations.ts.
  dts: {
    entry: {
      index: "src/index.ts",
      store: "src/store/index.ts",
      testing: "src/testing/index.ts",
      ui: "src/ui/index.ts",
    },
    compilerOptions: {
      stripInternal: true,
      // tsup sets `baseUrl`, which TypeScript 6 reports as deprecated.
      ignoreDeprecations: "6.0",
    },
  },
};

export default defineConfig(async () => {
  await rm("dist", { recursive: true, force: true });
  return [
    // With tree shaking, a file imports another one once instead of once for each module that needs
    // it.
    { ...common, format: "esm", treeshake: true },
    {
      ...common,
      entry: commandLine,
      format: "esm",
      treeshake: true,
      // What subcommands have in common is in files of its own, so that each module is there once.
      splitting: true,
      dts: false,
      // Commander requires them by that name, which `builtinModules` would not get to see.
      removeNodeProtocol: false,
    },
    {
      ...common,
      format: "cjs",
      esbuildOptions(options): void {
        // Uses `require` instead, because Jest refuses `import()` in CommonJS.
        options.supported = { "dynamic-import": false };
        // CommonJS has `__filename` instead; the runtime package's code asks for both.
        options.define = { ...options.define, "import.meta.url": "undefined" };
      },
    },
  ];
});
