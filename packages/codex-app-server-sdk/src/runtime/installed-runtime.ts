// Becomes a part of this package, so that it does not depend on the code in that package's release,
// which can't be mended before the next Codex.
export { explainNotExecutable, resolveCodexRuntime } from "openai-codex-cli-bin";
