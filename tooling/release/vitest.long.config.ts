import { mergeConfig } from "vitest/config";
import { packageTests } from "../../tooling/vitest.base.js";

export default mergeConfig(packageTests("long"), {
  // Whatever a test starts contacts this machine alone: see src/publish/assert-may-contact.ts.
  test: { env: { CODEX_RELEASE_LOOPBACK_ONLY: "1" } },
});
