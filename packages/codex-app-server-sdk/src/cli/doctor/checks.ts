import type { Check } from "./check.js";
import { checkBinary } from "./check-binary.js";
import { checkConfig } from "./check-config.js";
import { checkExecutable } from "./check-executable.js";
import { checkHandshake } from "./check-handshake.js";
import { checkHome } from "./check-home.js";
import { checkLogin } from "./check-login.js";
import { checkPackageManager } from "./check-package-manager.js";
import { checkPlatform } from "./check-platform.js";
import { checkSandbox } from "./check-sandbox.js";
import { checkTurn } from "./check-turn.js";
import { checkVerified } from "./check-verified.js";
import { checkVersion } from "./check-version.js";

/** Everything that is checked, in this order. Nothing is executed before its bytes are checked. */
export const checks: readonly Check[] = [
  { name: "platform", needs: [], run: checkPlatform },
  { name: "package-manager", needs: [], run: checkPackageManager },
  { name: "binary", needs: ["platform"], run: checkBinary },
  { name: "verified", needs: ["binary"], run: checkVerified },
  // Before anything is executed, because Codex makes a folder that is missing.
  { name: "codex-home", needs: [], run: checkHome },
  { name: "executable", needs: ["binary", "verified"], run: checkExecutable },
  { name: "version", needs: ["executable"], run: checkVersion },
  { name: "config", needs: ["executable", "codex-home"], run: checkConfig },
  { name: "handshake", needs: ["executable", "codex-home"], run: checkHandshake },
  { name: "login", needs: ["config", "handshake"], run: checkLogin },
  { name: "sandbox", needs: ["executable"], run: checkSandbox },
  { name: "turn", needs: ["executable"], run: checkTurn },
];
