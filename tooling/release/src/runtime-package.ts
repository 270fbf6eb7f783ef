// The meta package's own sources, not its build: staging has to work in a checkout where nothing is
// built yet, and must never read a stale table.
export {
  findPlatform,
  type Platform,
  platformFor,
  platforms,
} from "../../../packages/openai-codex-cli-bin/src/platforms.js";
export {
  parseRuntimeManifest,
  type RuntimeLayout,
  type RuntimeManifest,
  type RuntimeSource,
  runtimeManifestSchema,
} from "../../../packages/openai-codex-cli-bin/src/runtime-manifest.js";
