// The meta package's source, not its build: staging has to work before anything is built, and must
// not use an outdated table.
export {
  findPlatform,
  type Platform,
  platformFor,
  platforms,
} from "../../../packages/openai-codex-cli-bin/src/platforms.js";
export {
  publishedExports,
  publishedFiles,
} from "../../../packages/openai-codex-cli-bin/src/published-package.js";
export {
  parseRuntimeManifest,
  type RuntimeLayout,
  type RuntimeManifest,
  type RuntimeSource,
  runtimeManifestSchema,
} from "../../../packages/openai-codex-cli-bin/src/runtime-manifest.js";
